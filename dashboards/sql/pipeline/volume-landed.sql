-- title: Landed by hour
-- title.zh: 每小时入库
-- question: How many changes and ledger entries came in, hour by hour?
-- question.zh: 每小时有多少变更和账本分录入库？
-- chart: line x=hour y=changes,entries
-- column: hour = Hour | 小时
-- column: changes = Changes | 变更数
-- column: entries = Entries | 分录数
-- parameter: day Date = today | Day (UTC)
-- parameter.zh: day = 日期（UTC）
-- refresh: 60s
-- position: 6

-- By capture and booking: the rows themselves do not say when they landed. See the note on days and partitions in capture-delay.
SELECT hour, sum(is_change) AS changes, sum(is_entry) AS entries
FROM
(
  SELECT toStartOfHour(captured_at) AS hour, 1 AS is_change, 0 AS is_entry
  FROM settlement.payment_event
  WHERE captured_at >= {day:Date} AND captured_at < {day:Date} + 1 AND created_at >= {day:Date} - 90 AND created_at < {day:Date} + 2
  UNION ALL
  SELECT toStartOfHour(booked_at), 0, 1
  FROM settlement.ledger_entry
  WHERE booked_at >= {day:Date} AND booked_at < {day:Date} + 1 AND business_date BETWEEN {day:Date} - 31 AND {day:Date} + 1
)
GROUP BY hour
ORDER BY hour
