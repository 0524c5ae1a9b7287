-- A proposed batch, how it stands, and our account. The day of approval is the business date of its instructions. Parameter: batch.
SELECT b.*, (b.decided_at AT TIME ZONE 'Asia/Shanghai')::date AS decided_on, a.holder, a.bic, a.clearing_member, payments.iban_holds(b.account_no) AS is_iban
FROM batch.payout_batch_state b JOIN payments.bank_account a USING (account_no)
WHERE b.batch_id = ?
