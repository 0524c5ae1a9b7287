-- How many batches had a payout before. Parameter: payout.
SELECT count(*) AS attempts FROM batch.payout_batch_item WHERE payout_id = ?
