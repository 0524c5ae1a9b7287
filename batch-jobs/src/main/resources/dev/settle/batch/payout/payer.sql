-- Our account of a currency, when it is in force. Parameters: account, currency.
SELECT account_no, currency, holder, bic, clearing_member, payments.iban_holds(account_no) AS is_iban
FROM payments.bank_account
WHERE account_no = ? AND currency = ? AND effective_from <= batch.payout_today() AND coalesce(effective_to, 'infinity') >= batch.payout_today()
