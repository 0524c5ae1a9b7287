-- title: Payment volume by kind
-- title.zh: 按类型的支付额
-- question: What was paid for: purchases, tips, top-ups, transfers, withdrawals?
-- question.zh: 支付用于什么：消费、打赏、充值、转账、提现？
-- chart: bar x=kind y=volume
-- unit: volume = money(currency)
-- unit: largest = money(currency)
-- column: kind = Kind | 类型
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: volume = Volume | 交易额
-- column: largest = Largest | 最大单笔
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 2

SELECT
  kind,
  currency,
  uniqExact(order_id) AS orders,
  sum(toInt128(amount)) AS volume,
  max(amount) AS largest
FROM settlement.ledger_entry
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND cause = 'PAYMENT' AND leg % 2 = 1
  AND currency = {currency:String}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY kind, currency
ORDER BY volume DESC, kind
