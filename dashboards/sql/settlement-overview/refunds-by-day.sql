-- title: Refunds by day and channel
-- question: How much was given back, through which channel, on which business date?
-- chart: stacked x=business_date y=refunded series=channel
-- unit: refunded = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- refresh: 60s
-- position: 3

SELECT
  business_date,
  channel,
  currency,
  uniqExact(refund_id) AS refunds,
  uniqExact(order_id) AS orders,
  sum(toInt128(amount)) AS refunded
FROM settlement.ledger_entry
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND cause = 'REFUND' AND leg % 2 = 1
  AND currency = {currency:String}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY business_date, channel, currency
ORDER BY business_date, channel
