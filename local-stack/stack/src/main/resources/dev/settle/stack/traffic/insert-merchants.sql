INSERT INTO payments.merchant (merchant_id, name, currency)
SELECT * FROM unnest(?::text[], ?::text[], ?::text[])
ON CONFLICT (merchant_id) DO NOTHING
