-- title: Top keys
-- title.zh: 告警最多的主体
-- question: Which payers, devices, addresses or merchants raise the most alerts?
-- question.zh: 哪些付款人、设备、地址或商户产生最多告警？
-- chart: bar x=key y=alerts
-- column: key = Key | 主体
-- column: alerts = Alerts | 告警数
-- column: active_alerts = Active alerts | 启用告警数
-- column: rules = Rules | 规则数
-- column: rule_ids = Rules | 规则列表
-- column: newest = Newest | 最新
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rule String = | Rule (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rule = 规则（空：全部）
-- parameter.zh: rows = 显示行数
-- refresh: 60s
-- position: 4

SELECT
  key,
  count() AS alerts,
  countIf(NOT shadow) AS active_alerts,
  uniqExact(rule_id) AS rules,
  arrayStringConcat(arraySort(groupUniqArray(toString(rule_id))), ', ') AS rule_ids,
  max(event_time) AS newest
FROM settlement.fraud_alert
WHERE event_time >= {from:Date} AND event_time < {to:Date} + 1 AND type = 'CROSSING'
  AND ({rule:String} = '' OR rule_id = {rule:String})
GROUP BY key
ORDER BY alerts DESC, newest DESC, key
LIMIT {rows:UInt32}
