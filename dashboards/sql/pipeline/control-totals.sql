-- title: Completeness of the nights
-- title.zh: 每晚完整性核对
-- question: Did the control totals of the source, the ledger and ClickHouse agree when the night compared them?
-- question.zh: 当晚比对时，源库、账本和 ClickHouse 的控制总数是否一致？
-- chart: table
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: measure = Measure | 度量
-- column: compared = Compared | 比对项
-- column: differing = Differing | 不一致项
-- column: sources = Sources | 来源
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 7

SELECT
  business_date,
  channel,
  measure,
  uniqExact(tuple(kind, state, currency)) AS compared,
  uniqExactIf(tuple(kind, state, currency), NOT agrees) AS differing,
  arrayStringConcat(arraySort(groupUniqArray(toString(source))), ', ') AS sources
FROM settlement.control_total
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY business_date, channel, measure
ORDER BY business_date DESC, differing DESC, channel, measure
