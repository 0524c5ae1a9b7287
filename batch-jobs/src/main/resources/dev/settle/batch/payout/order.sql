-- Orders the payouts of a batch from the ledger, once each: id and key are pure functions of the payout. Parameters: checker, batch.
INSERT INTO payments.ledger_instruction
  (instruction_id, kind, business_key, business_date, channel, merchant_id, legs, reason, maker, checker)
SELECT 'payout-' || left(encode(sha256(convert_to('PAYOUT/payout/' || p.payout_id, 'UTF8')), 'hex'), 32), 'PAYOUT', 'payout/' || p.payout_id,
       batch.payout_today(), 'WALLET', CASE WHEN p.payee LIKE 'merchant:%' THEN substr(p.payee, 10) END,
       batch.payout_legs(p.payee, b.account_no, p.currency, p.amount), 'payout batch ' || b.batch_id, b.maker, ?
FROM batch.payout_batch_state b
JOIN batch.payout_batch_item i USING (batch_id)
JOIN batch.payout p USING (payout_id)
WHERE b.batch_id = ?
ORDER BY i.item_no
