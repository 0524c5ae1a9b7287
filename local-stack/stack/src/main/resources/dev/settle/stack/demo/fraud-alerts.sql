SELECT rule_id, key, event_ids[-1], type
FROM settlement.fraud_alert
WHERE rule_id LIKE 'demo-%' AND toUnixTimestamp64Milli(event_time) >= {from}
ORDER BY rule_id, key, alert_id
