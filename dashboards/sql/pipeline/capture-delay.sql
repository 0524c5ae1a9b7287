-- title: From commit to capture
-- title.zh: 从提交到捕获
-- question: How long after its commit in PostgreSQL was a change captured?
-- question.zh: 变更在 PostgreSQL 提交后多久被捕获？
-- chart: line x=minute y=median_ms,p99_ms
-- unit: median_ms = ms
-- unit: p99_ms = ms
-- unit: longest_ms = ms
-- column: minute = Minute | 分钟
-- column: changes = Changes | 变更数
-- column: median_ms = Median | 中位数
-- column: p99_ms = 99th percentile | 99 分位
-- column: longest_ms = Longest | 最长
-- parameter: day Date = today | Day (UTC)
-- parameter.zh: day = 日期（UTC）
-- refresh: 10s
-- position: 2

-- Partitions go by the month of the order's making: changes of orders older than 90 days are left out.
-- A snapshot's rows were committed long before: they would hide the delay of the stream.
SELECT
  toStartOfMinute(captured_at) AS minute,
  count() AS changes,
  quantileExact(0.5)(delay) AS median_ms,
  quantileExact(0.99)(delay) AS p99_ms,
  max(dateDiff('millisecond', committed_at, captured_at) AS delay) AS longest_ms
FROM settlement.payment_event
WHERE op != 'SNAPSHOT' AND captured_at >= {day:Date} AND captured_at < {day:Date} + 1
  AND created_at >= {day:Date} - 90 AND created_at < {day:Date} + 2
GROUP BY minute
ORDER BY minute
