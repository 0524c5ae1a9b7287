-- What is due and open in a currency, with the payee's bank account in force, if any. Parameters: currency, due.
SELECT p.payout_id, p.payee, p.currency, p.amount, p.due, s.window_day, p.state, a.effective_from, a.holder, a.iban, a.account_no, a.bic,
       a.clearing_member, a.country, a.town
FROM batch.payout_state p
JOIN batch.settlement s USING (settlement_id)
LEFT JOIN payments.payee_bank_account a ON a.payee = p.payee AND a.currency = p.currency AND a.effective_from = batch.payee_account_from(p.payee, p.currency)
WHERE p.currency = ? AND p.due <= ?::date AND p.state IN ('OPEN', 'HELD')
ORDER BY p.due, p.payee COLLATE "C", p.payout_id COLLATE "C"
