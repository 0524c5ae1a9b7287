-- What the ledger posted for the day, as it landed: each journal once, by the leg that gives.
SELECT channel, 'POSTED' AS measure, kind, cause AS state, currency, 'CLICKHOUSE_LEDGER' AS source,
       count() AS row_count, sum(toInt128(amount)) AS total
FROM settlement.ledger_entry
WHERE business_date = {business_date:Date} AND leg % 2 = 1 AND has({channels:Array(String)}, channel)
GROUP BY channel, kind, cause, currency
