-- Our accounts, with what a payment file has to say of the payer; China's banks are known by their CNAPS number, an IBAN says it by itself.
INSERT INTO payments.bank_account (account_no, currency, effective_from, holder, bic, clearing_member)
SELECT account_no, currency, DATE '2020-01-01', 'Settle Demo Ltd', CASE currency WHEN 'USD' THEN 'CHASUS33' END, CASE currency WHEN 'CNY' THEN '102100099996' END
FROM unnest(?::text[], ?::text[]) AS new (account_no, currency)
ON CONFLICT (account_no) DO NOTHING
