-- title: Payment volume by day and channel
-- question: How much was paid, through which channel, on which business date?
-- chart: stacked x=business_date y=volume series=channel
-- unit: volume = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
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
