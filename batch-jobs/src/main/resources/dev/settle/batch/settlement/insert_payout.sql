INSERT INTO batch.payout (payout_id, settlement_id, payee, currency, amount, due) VALUES (?, ?, ?, ?, ?, ?)
