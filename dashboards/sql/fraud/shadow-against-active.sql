-- title: Shadow against active
-- title.zh: 影子规则与启用规则对比
-- question: What would the rules that only watch add, day by day: alerts, and keys that no active rule alerts on?
-- question.zh: 仅观察的规则每天会增加多少告警，涉及多少启用规则未覆盖的主体？
-- chart: line x=day y=active_alerts,shadow_alerts
-- column: day = Day | 日期
-- column: active_alerts = Active alerts | 启用告警数
-- column: shadow_alerts = Shadow alerts | 影子告警数
-- column: active_keys = Keys, active | 启用主体数
-- column: only_shadow_keys = Keys, shadow only | 仅影子主体数
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- refresh: 60s
-- position: 3

SELECT
  day,
  sum(of_key.active) AS active_alerts,
  sum(of_key.watching) AS shadow_alerts,
  countIf(of_key.active > 0) AS active_keys,
  countIf(of_key.watching > 0 AND of_key.active = 0) AS only_shadow_keys
FROM
(
  SELECT toDate(event_time) AS day, key, countIf(NOT shadow) AS active, countIf(shadow) AS watching
  FROM settlement.fraud_alert
  WHERE event_time >= {from:Date} AND event_time < {to:Date} + 1 AND type = 'CROSSING'
  GROUP BY day, key
) AS of_key
GROUP BY day
ORDER BY day
