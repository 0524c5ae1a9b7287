-- What the ledger posted, over all days: each journal once, by the leg that gives.
SELECT channel, kind, cause, currency, count() AS row_count, sum(toInt128(amount)) AS total
FROM settlement.ledger_entry WHERE leg % 2 = 1 GROUP BY channel, kind, cause, currency
