INSERT INTO batch.payout_event (action, batch_id, payout_id, actor, comment, file_name, file_sha256, business_date, bank_reference, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?::date, ?, ?)
