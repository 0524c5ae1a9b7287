-- title: Payment volume by day and channel
-- title.zh: 按日和渠道的支付额
-- question: How much was paid, through which channel, on which business date?
-- question.zh: 每个业务日通过各渠道支付了多少？
-- board.zh: 结算总览
-- board.position: 1
-- chart: stacked x=business_date y=volume series=channel
-- unit: volume = money(currency)
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: volume = Volume | 交易额
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 1

-- The odd legs are the destinations: each payment once.
SELECT
  business_date,
  channel,
  currency,
  uniqExact(order_id) AS orders,
  sum(toInt128(amount)) AS volume
FROM settlement.ledger_entry
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND cause = 'PAYMENT' AND leg % 2 = 1
  AND currency = {currency:String}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY business_date, channel, currency
ORDER BY business_date, channel
