-- title: Newest alerts
-- title.zh: 最新告警
-- question: What crossed last, in which window and with which values?
-- question.zh: 最近触发了什么，在哪个窗口，数值多少？
-- chart: table
-- unit: detection_ms = ms
-- column: raised_at = Raised | 告警时间
-- column: rule_id = Rule | 规则
-- column: rule_version = Version | 版本
-- column: type = Type | 类型
-- column: action = Action | 处置
-- column: watches_only = Watches only | 仅观察
-- column: key = Key | 主体
-- column: measure = Measure | 度量
-- column: value = Value | 数值
-- column: threshold = Threshold | 阈值
-- column: currency = Currency | 币种
-- column: window_from = Window from | 窗口起
-- column: window_to = Window to | 窗口止
-- column: events = Events | 事件数
-- column: last_order = Last order | 最近订单
-- column: newest_events = Newest events | 最新事件
-- column: detection_ms = Noticed after | 发现耗时
-- column: alert_id = Alert | 告警号
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rule String = | Rule (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rule = 规则（空：全部）
-- parameter.zh: rows = 显示行数
-- link: last_order = ledger?order_id
-- refresh: 30s
-- position: 7

-- Value and threshold in the measure's own unit: payments, values, minor units of the currency, basis points, new keys.
SELECT
  raised_at,
  rule_id,
  rule_version,
  type,
  action,
  CAST(shadow AS Bool) AS watches_only,
  key,
  measure,
  value,
  threshold,
  currency,
  window_from,
  window_to,
  events,
  if(empty(event_ids), '', splitByChar('#', event_ids[-1])[1]) AS last_order,
  arrayStringConcat(event_ids, ', ') AS newest_events,
  dateDiff('millisecond', event_time, raised_at) AS detection_ms,
  alert_id
FROM settlement.fraud_alert
WHERE event_time >= {from:Date} AND event_time < {to:Date} + 1
  AND ({rule:String} = '' OR rule_id = {rule:String})
ORDER BY raised_at DESC, alert_id
LIMIT {rows:UInt32}
