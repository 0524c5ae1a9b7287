-- title: From ledger to ClickHouse
-- title.zh: 从入账到落库
-- question: How long after the ledger job booked an entry did it land in ClickHouse?
-- question.zh: 账本作业入账后多久落入 ClickHouse？
-- chart: line x=minute y=median_ms,p99_ms
-- unit: median_ms = ms
-- unit: p99_ms = ms
-- unit: longest_ms = ms
-- column: minute = Minute | 分钟
-- column: entries = Entries | 分录数
-- column: median_ms = Median | 中位数
-- column: p99_ms = 99th percentile | 99 分位
-- column: longest_ms = Longest | 最长
-- parameter: day Date = today | Day (UTC)
-- parameter.zh: day = 日期（UTC）
-- refresh: 10s
-- position: 4

-- By the minute of landing. An entry lands with the second checkpoint after it was booked: the ledger's, which commits it to Kafka, and the
-- landing job's. Entries from before landing times were kept have none.
SELECT
  toStartOfMinute(landed_at) AS minute,
  count() AS entries,
  quantileExact(0.5)(delay) AS median_ms,
  quantileExact(0.99)(delay) AS p99_ms,
  max(dateDiff('millisecond', booked_at, landed_at) AS delay) AS longest_ms
FROM settlement.ledger_entry
WHERE landed_at >= {day:Date} AND landed_at < {day:Date} + 1 AND business_date BETWEEN {day:Date} - 31 AND {day:Date} + 1
GROUP BY minute
ORDER BY minute
