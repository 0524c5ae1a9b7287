-- title: Alerts by day and action
-- title.zh: 按日和处置的告警
-- question: How many alerts of active rules come a day, and what do they ask for?
-- question.zh: 启用的规则每天产生多少告警，要求何种处置？
-- chart: stacked x=day y=alerts series=action
-- column: day = Day | 日期
-- column: action = Action | 处置
-- column: alerts = Alerts | 告警数
-- column: keys = Keys | 主体数
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rule String = | Rule (empty: all)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rule = 规则（空：全部）
-- refresh: 60s
-- position: 2

SELECT toDate(event_time) AS day, action, count() AS alerts, uniqExact(key) AS keys
FROM settlement.fraud_alert
WHERE event_time >= {from:Date} AND event_time < {to:Date} + 1 AND type = 'CROSSING' AND NOT shadow
  AND ({rule:String} = '' OR rule_id = {rule:String})
GROUP BY day, action
ORDER BY day, action
