-- title: One account's history
-- title.zh: 单个账户的历史
-- question: Which entries made this account's balance, newest first?
-- question.zh: 该账户的余额由哪些分录构成（新的在前）？
-- chart: table
-- unit: amount = money(currency)
-- unit: balance_after = money(currency)
-- column: event_time = Happened | 发生时间
-- column: business_date = Business date | 业务日
-- column: shard = Shard | 分片
-- column: sequence = Sequence | 序号
-- column: cause = Cause | 原因
-- column: kind = Kind | 类型
-- column: counter_account = Other side | 对方账户
-- column: order_id = Order | 订单号
-- column: refund_id = Refund | 退款号
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- column: balance_after = Balance after | 变动后余额
-- column: journal_id = Journal | 凭证号
-- parameter: account String = channel:WECHAT | Account
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: rows UInt32 = 100 | Entries shown
-- parameter.zh: account = 账户
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: rows = 显示分录数
-- link: order_id = ledger?order_id
-- link: counter_account = ledger?account
-- position: 4

-- A hot account is kept in shards: sequence and running balance are those of the shard.
SELECT
  event_time,
  business_date,
  shard,
  sequence,
  cause,
  kind,
  counter_account,
  order_id,
  refund_id,
  currency,
  amount,
  balance_after,
  journal_id
FROM settlement.ledger_entry
WHERE account = {account:String} AND business_date BETWEEN {from:Date} AND {to:Date}
ORDER BY event_time DESC, shard, sequence DESC
LIMIT {rows:UInt32}
