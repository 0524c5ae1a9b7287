-- title: Shares by day
-- title.zh: 按日的分账
-- question: How much did each receiver get on each night?
-- question.zh: 各接收方每晚分得多少？
-- chart: stacked x=business_date y=net series=receiver
-- unit: net = money(currency)
-- column: business_date = Business date | 业务日
-- column: receiver = Receiver | 接收方
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: net = Net | 净额
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: merchant String = | Merchant (empty: all)
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: merchant = 商户（空：全部）
-- parameter.zh: channel = 渠道（空：全部）
-- link: receiver = ledger?account
-- refresh: 60s
-- position: 2

SELECT business_date, receiver, currency, uniqExact(order_id) AS orders, sum(toInt128(part)) AS net
FROM settlement.settlement_line
ARRAY JOIN receivers AS receiver, parts AS part, receiver_windows AS receiver_window
WHERE business_date BETWEEN {from:Date} AND {to:Date} AND kind IN ('PAYMENT', 'REFUND') AND currency = {currency:String}
  AND ({merchant:String} = '' OR merchant_id = {merchant:String})
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY business_date, receiver, currency
ORDER BY business_date, receiver
