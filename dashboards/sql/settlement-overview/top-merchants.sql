-- title: Largest merchants
-- title.zh: 最大商户
-- question: Which merchants took the most, by payments and captured holds, and what was refunded of it?
-- question.zh: 哪些商户通过支付和冻结扣款收入最多，其中退款多少？
-- chart: bar x=merchant y=paid,refunded
-- unit: paid = money(currency)
-- unit: refunded = money(currency)
-- unit: net = money(currency)
-- column: merchant = Merchant | 商户
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: paid = Paid | 已付
-- column: refunded = Refunded | 已退款
-- column: net = Net | 净额
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- parameter: rows UInt32 = 20 | Merchants shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: channel = 渠道（空：全部）
-- parameter.zh: rows = 显示商户数
-- link: merchant = merchant-settlement?merchant
-- refresh: 60s
-- position: 7

SELECT
  assumeNotNull(merchant_id) AS merchant,
  currency,
  uniqExactIf(order_id, cause = 'PAYMENT') AS orders,
  sumIf(toInt128(amount), cause != 'REFUND') AS paid,
  sumIf(toInt128(amount), cause = 'REFUND') AS refunded,
  paid - refunded AS net
FROM settlement.ledger_entry
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND cause IN ('PAYMENT', 'CAPTURE', 'REFUND') AND leg % 2 = 1
  AND isNotNull(merchant_id)
  AND currency = {currency:String}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY merchant, currency
ORDER BY paid DESC, merchant
LIMIT {rows:UInt32}
