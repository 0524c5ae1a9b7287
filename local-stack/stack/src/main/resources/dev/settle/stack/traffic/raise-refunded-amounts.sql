UPDATE payments.payment_order AS o
SET refunded_amount = raised.refunded_amount, status = raised.status, updated_at = raised.at, version = o.version + 1
FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::timestamptz[])
  AS raised (order_id, version, refunded_amount, status, at)
WHERE o.order_id = raised.order_id AND o.version = raised.version
