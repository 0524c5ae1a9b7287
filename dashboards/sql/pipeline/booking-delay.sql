-- title: From commit to ledger
-- title.zh: 从提交到入账
-- question: How long after its commit in PostgreSQL was a movement of money booked by the ledger job?
-- question.zh: 资金变动在 PostgreSQL 提交后多久由账本作业入账？
-- chart: line x=minute y=median_ms,p99_ms
-- unit: median_ms = ms
-- unit: p99_ms = ms
-- unit: longest_ms = ms
-- column: minute = Minute | 分钟
-- column: journals = Journals | 凭证数
-- column: median_ms = Median | 中位数
-- column: p99_ms = 99th percentile | 99 分位
-- column: longest_ms = Longest | 最长
-- parameter: day Date = today | Day (UTC)
-- parameter.zh: day = 日期（UTC）
-- refresh: 10s
-- position: 3

-- Partitions go by business date and by the month of the order's making: orders older than 90 days are left out.
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
  WHERE leg = 0 AND booked_at >= {day:Date} AND booked_at < {day:Date} + 1 AND business_date BETWEEN {day:Date} - 31 AND {day:Date} + 1
) AS entry
INNER JOIN
(
  -- What was booked on the day was committed at most a week before; a longer way is an incident of its own.
  SELECT DISTINCT order_id AS moved_by, source_lsn, committed_at
  FROM settlement.payment_event
  WHERE op != 'SNAPSHOT' AND committed_at >= {day:Date} - 7 AND committed_at < {day:Date} + 1
    AND created_at >= {day:Date} - 90 AND created_at < {day:Date} + 2
  UNION ALL
  SELECT instruction_id, source_lsn, committed_at
  FROM settlement.ledger_instruction
  WHERE committed_at >= {day:Date} - 7 AND committed_at < {day:Date} + 1
    AND created_at >= {day:Date} - 8 AND created_at < {day:Date} + 2
) AS change
ON change.moved_by = entry.moved_by AND change.source_lsn = entry.source_lsn
GROUP BY minute
ORDER BY minute
