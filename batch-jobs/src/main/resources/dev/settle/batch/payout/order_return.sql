-- Orders the way back of a payout from the ledger. Parameters: business date, maker, payout.
INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, channel, merchant_id, legs, reason, maker)
SELECT 'payout-' || left(encode(sha256(convert_to('PAYOUT/return/' || payout_id, 'UTF8')), 'hex'), 32), 'PAYOUT', 'return/' || payout_id,
       ?::date, 'WALLET', CASE WHEN payee LIKE 'merchant:%' THEN substr(payee, 10) END,
       batch.payout_legs(payee, account_no, currency, -amount), 'returned by the bank: payout batch ' || batch_id, ?
FROM batch.payout_state WHERE payout_id = ?
