-- The limit in force. Parameter: currency.
SELECT per_batch, per_payout, payouts_max FROM payments.payout_limit
WHERE currency = ? AND effective_from <= batch.payout_today() ORDER BY effective_from DESC LIMIT 1
