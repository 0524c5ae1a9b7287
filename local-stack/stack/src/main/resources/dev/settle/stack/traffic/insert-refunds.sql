-- Not ON CONFLICT: the table's rules look at the order before a conflict is found, and a refunded order takes no new refund.
INSERT INTO payments.refund (refund_id, order_id, amount, currency, status, created_at, updated_at)
SELECT refund_id, order_id, amount, currency, 'PENDING', created_at, created_at
FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[])
  AS new (refund_id, order_id, amount, currency, created_at)
WHERE NOT EXISTS (SELECT 1 FROM payments.refund AS r WHERE r.refund_id = new.refund_id)
