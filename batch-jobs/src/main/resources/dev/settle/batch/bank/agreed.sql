-- The bank accounts that are agreed on a day. Parameter: business date, twice.
SELECT account_no, grace_days, effective_from FROM payments.bank_account
WHERE effective_from <= ?::date AND (effective_to IS NULL OR effective_to >= ?::date)
ORDER BY account_no COLLATE "C"
