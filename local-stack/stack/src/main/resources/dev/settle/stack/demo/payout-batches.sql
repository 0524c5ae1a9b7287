-- Batches of payouts that stand like this.
SELECT batch_id FROM batch.payout_batch_state WHERE state = ? ORDER BY currency, batch_id
