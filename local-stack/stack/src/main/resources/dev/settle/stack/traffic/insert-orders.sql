INSERT INTO payments.payment_order
  (order_id, kind, channel, merchant_id, payer_id, payee_id, currency, amount, status,
   device_id, client_ip, trace_parent, created_at, updated_at)
SELECT order_id, kind, channel, merchant_id, payer_id, payee_id, currency, amount, 'PENDING',
       device_id, client_ip, trace_parent, created_at, created_at
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
            ?::text[], ?::text[], ?::text[], ?::timestamptz[])
  AS new (order_id, kind, channel, merchant_id, payer_id, payee_id, currency, amount,
          device_id, client_ip, trace_parent, created_at)
ON CONFLICT (order_id) DO NOTHING
