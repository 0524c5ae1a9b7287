-- title: Checkpoints whose output may be lost
-- title.zh: 可能丢失输出的检查点
-- question: Was output of a checkpoint not committed?
-- question.zh: 是否有检查点的输出未提交？
-- chart: table
-- column: raised_at = Raised | 告警时间
-- column: severity = Severity | 严重程度
-- column: detail = Detail | 详情
-- column: alert_id = Alert | 告警号
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- refresh: 60s
-- position: 11

SELECT raised_at, severity, detail, alert_id
FROM settlement.ledger_alert
WHERE type = 'COMMITTABLE_DROPPED' AND raised_at >= {from:Date} AND raised_at < {to:Date} + 1
ORDER BY raised_at DESC, alert_id
