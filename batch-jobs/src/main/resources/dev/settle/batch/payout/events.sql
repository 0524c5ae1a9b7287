-- What happened to a batch and its payouts. Parameter: batch, twice.
SELECT happened_at, action, coalesce(payout_id, '') AS payout_id, actor, db_user,
       concat_ws(' ', comment, file_name, file_sha256, business_date::text, bank_reference, reason) AS said
FROM batch.payout_event
WHERE batch_id = ? OR payout_id IN (SELECT payout_id FROM batch.payout_state WHERE batch_id = ?)
ORDER BY event_id
