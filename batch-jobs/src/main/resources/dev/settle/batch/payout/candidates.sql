-- What is due and open in a currency, with the payee's bank account in force, if any. What was approved goes first: it is nearly all of
-- the history. Parameters: currency, due.
WITH left_over AS MATERIALIZED (
  SELECT payout_id FROM batch.payout p
  WHERE currency = ? AND due <= ?::date
    AND NOT EXISTS (SELECT FROM batch.payout_batch_item i JOIN batch.payout_event e ON e.batch_id = i.batch_id AND e.action = 'APPROVE'
                    WHERE i.payout_id = p.payout_id)
)
SELECT p.payout_id, p.payee, p.currency, p.amount, p.due, s.window_day, p.state, a.effective_from, a.holder, a.iban, a.account_no, a.bic,
       a.clearing_member, a.country, a.town
FROM left_over
-- LIMIT: looked up payout by payout, whatever the statistics say; else the whole history may be read.
JOIN LATERAL (SELECT * FROM batch.payout_state s WHERE s.payout_id = left_over.payout_id LIMIT 1) p ON true
JOIN batch.settlement s USING (settlement_id)
LEFT JOIN payments.payee_bank_account a ON a.payee = p.payee AND a.currency = p.currency AND a.effective_from = batch.payee_account_from(p.payee, p.currency)
WHERE p.state IN ('OPEN', 'HELD')
ORDER BY p.due, p.payee COLLATE "C", p.payout_id COLLATE "C"
