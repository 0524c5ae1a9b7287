UPDATE payments.payment_order AS o
SET status = 'PAID', channel_txn_id = paid.channel_txn_id, paid_at = paid.at, updated_at = paid.at, version = o.version + 1
FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS paid (order_id, channel_txn_id, at)
WHERE o.order_id = paid.order_id AND o.version = 1 AND o.status = 'PENDING'
