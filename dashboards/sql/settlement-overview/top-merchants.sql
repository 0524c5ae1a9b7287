-- title: Largest merchants
-- question: Which merchants took the most, by payments and captured holds, and what was refunded of it?
-- chart: bar x=merchant y=paid,refunded
-- unit: paid = money(currency)
-- unit: refunded = money(currency)
-- unit: net = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- parameter: rows UInt32 = 20 | Merchants shown
-- refresh: 60s
-- position: 4

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
