-- title: Alerts by rule
-- title.zh: 按规则的告警
-- question: Which rules raise how many alerts, and about how many keys?
-- question.zh: 哪些规则产生多少告警，涉及多少主体？
-- board.zh: 风控
-- board.position: 6
-- chart: bar x=rule_id y=alerts
-- column: rule_id = Rule | 规则
-- column: name = Name | 名称
-- column: version = Version | 版本
-- column: last_action = Action | 处置
-- column: watches_only = Watches only | 仅观察
-- column: alerts = Alerts | 告警数
-- column: keys = Keys | 主体数
-- column: pauses = Pauses | 暂停次数
-- column: newest = Newest | 最新
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rule String = | Rule (empty: all)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rule = 规则（空：全部）
-- link: rule_id = fraud?rule
-- refresh: 60s
-- position: 1

SELECT
  rule_id,
  argMax(rule_name, rule_version) AS name,
  max(rule_version) AS version,
  argMax(action, rule_version) AS last_action,
  CAST(argMax(shadow, rule_version) AS Bool) AS watches_only,
  countIf(type = 'CROSSING') AS alerts,
  uniqExactIf(key, type = 'CROSSING') AS keys,
  countIf(type = 'RULE_PAUSED') AS pauses,
  max(raised_at) AS newest
FROM settlement.fraud_alert
WHERE event_time >= {from:Date} AND event_time < {to:Date} + 1
  AND ({rule:String} = '' OR rule_id = {rule:String})
GROUP BY rule_id
ORDER BY alerts DESC, rule_id
