-- Records what the bank paid, once. Parameters: maker, booking date, booking, payout.
INSERT INTO batch.payout_event (action, payout_id, actor, business_date, bank_reference)
SELECT 'PAID', payout_id, ?, ?::date, ?
FROM batch.payout_state WHERE payout_id = ? AND batch_id IS NOT NULL AND paid_on IS NULL
