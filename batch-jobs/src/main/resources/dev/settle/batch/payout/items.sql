-- The payouts of a batch in their order, each with the bank account that was proposed for it. Parameter: batch.
SELECT p.payout_id, p.payee, p.currency, p.amount, p.due, s.window_day, p.state, i.item_no, a.effective_from, a.holder, a.iban, a.account_no, a.bic,
       a.clearing_member, a.country, a.town
FROM batch.payout_batch_item i
-- LIMIT: looked up payout by payout, whatever the statistics say; else the whole history may be read.
JOIN LATERAL (SELECT * FROM batch.payout_state s WHERE s.payout_id = i.payout_id LIMIT 1) p ON true
JOIN batch.settlement s USING (settlement_id)
JOIN payments.payee_bank_account a ON a.payee = p.payee AND a.currency = p.currency AND a.effective_from = i.account_from
WHERE i.batch_id = ?
ORDER BY i.item_no
