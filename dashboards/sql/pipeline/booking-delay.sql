-- title: From commit to ledger
-- question: How long after its commit in PostgreSQL was a movement of money booked by the ledger job?
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
  SELECT coalesce(hold_id, instruction_id, order_id) AS moved_by, source_lsn, booked_at
  FROM settlement.ledger_entry
  WHERE leg = 0 AND booked_at >= {day:Date} AND booked_at < {day:Date} + 1
) AS entry
INNER JOIN
(
  -- What was booked on the day was committed at most a week before; a longer way is an incident of its own.
  SELECT DISTINCT order_id AS moved_by, source_lsn, committed_at
  FROM settlement.payment_event
  WHERE op != 'SNAPSHOT' AND committed_at >= {day:Date} - 7 AND committed_at < {day:Date} + 1
  UNION ALL
  SELECT instruction_id, source_lsn, committed_at
  FROM settlement.ledger_instruction
  WHERE committed_at >= {day:Date} - 7 AND committed_at < {day:Date} + 1
) AS change
ON change.moved_by = entry.moved_by AND change.source_lsn = entry.source_lsn
GROUP BY minute
ORDER BY minute
