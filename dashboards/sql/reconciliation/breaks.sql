-- title: Breaks of one day
-- title.zh: 某日的差异
-- question: Which orders and statement lines do not agree?
-- question.zh: 哪些订单和对账单行不一致？
-- chart: table
-- unit: ledger_amount = money(currency)
-- unit: channel_amount = money(currency)
-- unit: amount = money(currency)
-- unit: age_days = days
-- column: channel = Channel | 渠道
-- column: class = Class | 类别
-- column: status = Status | 状态
-- column: age_days = Age | 账龄
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- column: ledger_amount = Ledger, amount | 账本金额
-- column: channel_amount = Channel, amount | 渠道金额
-- column: order_id = Order | 订单号
-- column: refund_id = Refund | 退款号
-- column: channel_txn_id = Channel's id | 渠道流水号
-- column: channel_line_no = Statement line | 对账单行号
-- column: break_id = Break | 差异号
-- parameter: business_date Date = today-1 | Business date
-- parameter: channel String = | Channel (empty: all)
-- parameter: class String = | Class (empty: all)
-- parameter: rows UInt32 = 200 | Breaks shown
-- parameter.zh: business_date = 业务日
-- parameter.zh: channel = 渠道（空：全部）
-- parameter.zh: class = 类别（空：全部）
-- parameter.zh: rows = 显示差异数
-- link: order_id = ledger?order_id
-- position: 6

SELECT
  channel,
  class,
  status,
  age_days,
  currency,
  amount,
  ledger_amount,
  channel_amount,
  order_id,
  refund_id,
  channel_txn_id,
  channel_line_no,
  break_id
FROM settlement.reconciliation_break
WHERE business_date = {business_date:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
  AND ({class:String} = '' OR class = {class:String})
ORDER BY abs(toInt128(amount)) DESC, class, break_id
LIMIT {rows:UInt32}
