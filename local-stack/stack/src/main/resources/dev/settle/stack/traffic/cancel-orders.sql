UPDATE payments.payment_order AS o
SET status = 'CANCELLED', updated_at = cancelled.at, version = o.version + 1
FROM unnest(?::text[], ?::timestamptz[]) AS cancelled (order_id, at)
WHERE o.order_id = cancelled.order_id AND o.version = 1 AND o.status = 'PENDING'
