-- title: From commit to capture
-- question: How long after its commit in PostgreSQL was a change captured?
-- chart: line x=minute y=median_ms,p99_ms
-- unit: median_ms = ms
-- unit: p99_ms = ms
-- unit: longest_ms = ms
-- parameter: day Date = today | Day (UTC)
-- refresh: 10s
-- position: 2

-- A snapshot's rows were committed long before: they would hide the delay of the stream.
SELECT
  toStartOfMinute(captured_at) AS minute,
  count() AS changes,
  quantileExact(0.5)(delay) AS median_ms,
  quantileExact(0.99)(delay) AS p99_ms,
  max(dateDiff('millisecond', committed_at, captured_at) AS delay) AS longest_ms
FROM settlement.payment_event
WHERE op != 'SNAPSHOT' AND captured_at >= {day:Date} AND captured_at < {day:Date} + 1
GROUP BY minute
ORDER BY minute
