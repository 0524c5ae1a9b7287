-- The versions of an order and of its refunds, as captured.
SELECT entity, entity_id, version, op, status, kind, channel, currency, amount, ifNull(merchant_id, '') AS merchant,
       ifNull(trace_parent, '') AS trace, source_lsn, toUnixTimestamp64Milli(committed_at) AS committed_ms, toUnixTimestamp64Milli(captured_at) AS captured_ms
FROM settlement.payment_event
WHERE order_id = {order:String}
ORDER BY source_lsn, entity, entity_id, version
