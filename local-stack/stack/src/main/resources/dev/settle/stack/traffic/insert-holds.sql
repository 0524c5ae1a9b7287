INSERT INTO payments.funds_hold
  (hold_id, owner_id, merchant_id, currency, amount, status, trace_parent, created_at, expires_at, updated_at)
SELECT hold_id, owner_id, merchant_id, currency, amount, 'HELD', trace_parent, created_at, expires_at, created_at
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
  AS new (hold_id, owner_id, merchant_id, currency, amount, trace_parent, created_at, expires_at)
ON CONFLICT (hold_id) DO NOTHING
