-- title: Payment volume by kind
-- question: What was paid for: purchases, tips, top-ups, transfers, withdrawals?
-- chart: bar x=kind y=volume
-- unit: volume = money(currency)
-- unit: largest = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
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
