-- title: Precision by rule
-- title.zh: 按规则的准确率
-- question: Of the alerts of each rule, how many name an order that people labelled as fraud?
-- question.zh: 各规则的告警中，有多少涉及被人工标记为欺诈的订单？
-- chart: table
-- column: rule_id = Rule | 规则
-- column: watches_only = Watches only | 仅观察
-- column: alerts = Alerts | 告警数
-- column: labelled_alerts = Alerts with labels | 有标记的告警数
-- column: hits = Hits | 命中数
-- column: precision_bp = Precision, bp | 准确率（基点）
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rule String = | Rule (empty: all)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rule = 规则（空：全部）
-- refresh: 60s
-- position: 5

-- As in the back-test: a hit names at least one order whose last label says fraud. An order without a label counts as none; the
-- alerts about labelled orders show how much that says. Basis points, towards zero.
WITH
  named AS
  (
    SELECT rule_id, rule_version, alert_id, shadow, splitByChar('#', event_id)[1] AS order_id
    FROM settlement.fraud_alert
    LEFT ARRAY JOIN event_ids AS event_id
    WHERE event_time >= {from:Date} AND event_time < {to:Date} + 1 AND type = 'CROSSING'
      AND ({rule:String} = '' OR rule_id = {rule:String})
  ),
  labelled AS
  (
    SELECT order_id, is_fraud, labelled_at
    FROM settlement.fraud_label
    WHERE order_id IN (SELECT order_id FROM named)
  )
SELECT
  rule_id,
  CAST(argMax(shadow, rule_version) AS Bool) AS watches_only,
  uniqExact(alert_id) AS alerts,
  uniqExactIf(alert_id, order_id IN (SELECT DISTINCT order_id FROM labelled)) AS labelled_alerts,
  uniqExactIf(alert_id, order_id IN (SELECT order_id FROM labelled GROUP BY order_id HAVING argMax(is_fraud, (labelled_at, is_fraud)))) AS hits,
  intDiv(hits * 10000, alerts) AS precision_bp
FROM named
GROUP BY rule_id
ORDER BY hits DESC, rule_id
