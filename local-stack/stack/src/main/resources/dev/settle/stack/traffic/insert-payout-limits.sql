-- What one batch of the demonstration may pay.
INSERT INTO payments.payout_limit (currency, effective_from, per_batch, per_payout, payouts_max, agreed_by)
SELECT currency, DATE '2025-01-01', 10000000000, 1000000000, 1000, 'demo' FROM unnest(ARRAY['CNY', 'USD', 'EUR']) AS limits (currency)
ON CONFLICT (currency, effective_from) DO NOTHING
