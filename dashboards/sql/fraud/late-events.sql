-- title: Late events
-- title.zh: 迟到事件
-- question: Which payments came too late to be counted, for which rules, and by how much?
-- question.zh: 哪些支付到达过晚未被计入，影响哪些规则，晚多久？
-- chart: stacked x=day y=payments series=rule
-- unit: longest_late_s = s
-- column: day = Day | 日期
-- column: rule = Rule | 规则
-- column: payments = Payments | 支付笔数
-- column: keys = Keys | 主体数
-- column: longest_late_s = Longest late | 最长迟到
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rule String = | Rule (empty: all)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rule = 规则（空：全部）
-- link: rule = fraud?rule
-- refresh: 60s
-- position: 6

-- Late is measured in event time: how far the job was ahead of the payment.
SELECT
  toDate(received_at) AS day,
  rule,
  uniqExact(event_id) AS payments,
  uniqExact(key) AS keys,
  max(dateDiff('second', event_time, watermark)) AS longest_late_s
FROM settlement.fraud_late_event
ARRAY JOIN rule_ids AS rule
WHERE received_at >= {from:Date} AND received_at < {to:Date} + 1
  AND ({rule:String} = '' OR rule = {rule:String})
GROUP BY day, rule
ORDER BY day, rule
