-- title: Closed days
-- title.zh: 关账
-- question: Which business days are closed, and how long did the ledger take to acknowledge it?
-- question.zh: 哪些业务日已关账，账本确认用了多久？
-- chart: table
-- unit: acknowledged_after_ms = ms
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: closed_by = Closed by | 关账人
-- column: requested_at = Requested | 请求时间
-- column: acknowledged_at = Acknowledged | 确认时间
-- column: acknowledged_after_ms = Acknowledged after | 确认耗时
-- column: source_lsn = Database position | 数据库位置
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 8

-- The way of the order through capture, Kafka and the ledger job, whose answer lands after its checkpoint: the whole loop's delay.
SELECT
  business_date,
  channel,
  closed_by,
  requested_at,
  acknowledged_at,
  dateDiff('millisecond', requested_at, acknowledged_at) AS acknowledged_after_ms,
  source_lsn
FROM settlement.day_closing
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
ORDER BY business_date DESC, channel
