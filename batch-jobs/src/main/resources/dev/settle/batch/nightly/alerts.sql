-- Output of a job that was not committed, or may not have been, since the day began.
SELECT type, severity, detail, formatDateTime(raised_at, '%Y-%m-%d %H:%i:%S', 'UTC') AS raised
FROM settlement.ledger_alert
WHERE type = 'COMMITTABLE_DROPPED' AND severity = 'CRITICAL' AND raised_at >= fromUnixTimestamp64Milli({since:Int64} * 1000, 'UTC')
ORDER BY raised_at, alert_id LIMIT 20
