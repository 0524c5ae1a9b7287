-- What the ledger booked into the day, as it landed, whatever day it belongs to; and what was ever captured and given back of holds.
SELECT channel, 'BOOKED' AS measure, kind, cause AS state, currency, 'CLICKHOUSE_LEDGER' AS source,
       count() AS row_count, sumIf(toInt128(amount), amount > 0) AS total
FROM settlement.ledger_entry
WHERE business_date = {business_date:Date} AND has({channels:Array(String)}, channel)
GROUP BY channel, kind, cause, currency
UNION ALL
SELECT channel, 'HOLDS', kind, cause, currency, 'CLICKHOUSE_LEDGER', uniqExact(hold_id), sum(toInt128(amount))
FROM settlement.ledger_entry
WHERE cause IN ('CAPTURE', 'RELEASE', 'EXPIRY') AND amount > 0 AND has({channels:Array(String)}, channel)
GROUP BY channel, kind, cause, currency
