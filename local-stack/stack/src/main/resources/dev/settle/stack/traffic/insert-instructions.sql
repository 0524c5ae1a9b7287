INSERT INTO payments.ledger_instruction
  (instruction_id, kind, business_key, business_date, channel, merchant_id, legs, maker, created_at)
SELECT instruction_id, kind, business_key, business_date::date, channel, merchant_id, legs::jsonb, 'traffic-generator', created_at
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
  AS new (instruction_id, kind, business_key, business_date, channel, merchant_id, legs, created_at)
ON CONFLICT (instruction_id) DO NOTHING
