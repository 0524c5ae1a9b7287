-- title: Zero sum
-- question: Do all entries up to a day add up to zero in every currency, as they must?
-- chart: table
-- unit: net = money(currency)
-- unit: moved = money(currency)
-- parameter: as_of Date = today+1 | Up to business date
-- refresh: 60s
-- position: 1

SELECT
  currency,
  count() AS entries,
  uniqExact(account) AS accounts,
  sumIf(toInt128(amount), amount > 0) AS moved,
  sum(toInt128(amount)) AS net,
  CAST(net = 0 AS Bool) AS holds
FROM settlement.ledger_entry
WHERE business_date <= {as_of:Date}
GROUP BY currency
ORDER BY currency
