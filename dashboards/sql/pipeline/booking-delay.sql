-- title: From commit to ledger
-- question: How long after its commit in PostgreSQL was a payment booked by the ledger job?
-- chart: line x=minute y=median_ms,p99_ms
-- unit: median_ms = ms
-- unit: p99_ms = ms
-- unit: longest_ms = ms
-- parameter: day Date = today | Day (UTC)
-- refresh: 10s
-- position: 3

SELECT
  toStartOfMinute(entry.booked_at) AS minute,
  count() AS journals,
  quantileExact(0.5)(delay) AS median_ms,
  quantileExact(0.99)(delay) AS p99_ms,
  max(dateDiff('millisecond', change.committed_at, entry.booked_at) AS delay) AS longest_ms
FROM
(
  SELECT order_id, source_lsn, booked_at
  FROM settlement.ledger_entry
  WHERE leg = 0 AND booked_at >= {day:Date} AND booked_at < {day:Date} + 1
) AS entry
INNER JOIN
(
  -- What was booked on the day was committed at most a week before; a longer way is an incident of its own.
  SELECT DISTINCT order_id, source_lsn, committed_at
  FROM settlement.payment_event
  WHERE op != 'SNAPSHOT' AND committed_at >= {day:Date} - 7 AND committed_at < {day:Date} + 1
) AS change
ON change.order_id = entry.order_id AND change.source_lsn = entry.source_lsn
GROUP BY minute
ORDER BY minute
