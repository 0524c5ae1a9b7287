-- title: Checkpoints that landed
-- title.zh: 落库的检查点
-- question: How far apart are the moments at which checkpoints of the landing job brought entries?
-- question.zh: 落库作业的检查点带来分录的时刻相隔多久？
-- chart: line x=minute y=longest_gap_ms
-- unit: longest_gap_ms = ms
-- column: minute = Minute | 分钟
-- column: entries = Entries | 分录数
-- column: landings = Inserts | 写入次数
-- column: longest_gap_ms = Longest gap | 最长间隔
-- parameter: day Date = today | Day (UTC)
-- parameter.zh: day = 日期（UTC）
-- refresh: 10s
-- position: 5

-- Only a completed checkpoint inserts, so while payments come a gap is the checkpoint's interval and how long it took; a long one is a
-- checkpoint that failed, or time without payments. The day's first has no gap.
SELECT
  toStartOfMinute(landed_at) AS minute,
  sum(rows_landed) AS entries,
  count() AS landings,
  max(gap_ms) AS longest_gap_ms
FROM
(
  SELECT
    landed_at,
    rows_landed,
    dateDiff('millisecond', lagInFrame(toNullable(landed_at)) OVER (ORDER BY landed_at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), landed_at) AS gap_ms
  FROM
  (
    SELECT landed_at, count() AS rows_landed
    FROM settlement.ledger_entry
    WHERE landed_at >= {day:Date} AND landed_at < {day:Date} + 1 AND business_date BETWEEN {day:Date} - 31 AND {day:Date} + 1
    GROUP BY landed_at
  )
)
GROUP BY minute
ORDER BY minute
