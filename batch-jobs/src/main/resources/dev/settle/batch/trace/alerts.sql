-- Fraud alerts whose window names the order or a refund of it. No payment of an order is older than its row. An alert names the 50 newest
-- payments of its window, the one that crossed last.
WITH (SELECT toDateTime64(toDate(min(created_at)) - 1, 3, 'UTC') FROM settlement.payment_event WHERE order_id = {order:String}) AS first_day
SELECT alert_id, rule_id, rule_version, rule_name, action, shadow, key, toString(measure) AS measured, toUnixTimestamp64Milli(raised_at) AS raised_ms,
       splitByChar('#', event_ids[-1])[1] AS crossed_by
FROM settlement.fraud_alert
WHERE event_time >= first_day AND arrayExists(id -> splitByChar('#', id)[1] = {order:String}, event_ids)
ORDER BY raised_ms, alert_id
