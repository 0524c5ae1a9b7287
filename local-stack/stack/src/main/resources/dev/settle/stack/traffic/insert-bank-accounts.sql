INSERT INTO payments.bank_account (account_no, currency, effective_from)
SELECT account_no, currency, DATE '2020-01-01'
FROM unnest(?::text[], ?::text[]) AS new (account_no, currency)
ON CONFLICT (account_no) DO NOTHING
