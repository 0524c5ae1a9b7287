-- Where the demonstration's merchants and partners are paid: made-up accounts, in euro with the check digits of an IBAN.
INSERT INTO payments.payee_bank_account (payee, currency, effective_from, holder, iban, account_no, bic, clearing_member, country, agreed_by)
SELECT payee, currency, DATE '2025-01-01', holder,
       CASE WHEN currency = 'EUR' THEN 'DE' || lpad((98 - (('50010517' || lpad(abs(hashtext(payee))::text, 10, '0') || '131400')::numeric % 97))::text, 2, '0')
                                       || '50010517' || lpad(abs(hashtext(payee))::text, 10, '0') END,
       CASE WHEN currency <> 'EUR' THEN '62' || lpad(abs(hashtext(payee))::text, 14, '0') END,
       CASE currency WHEN 'USD' THEN 'CHASUS33' END, CASE currency WHEN 'CNY' THEN '102100099996' END,
       CASE currency WHEN 'CNY' THEN 'CN' WHEN 'USD' THEN 'US' ELSE 'DE' END, 'demo'
FROM (SELECT 'merchant:' || merchant_id AS payee, currency, name AS holder FROM payments.merchant
      UNION ALL
      SELECT payee, currency, holder FROM (VALUES
        ('partner:p-roaster', 'CNY', 'Roaster'), ('partner:p-agent', 'CNY', 'Agent'), ('partner:p-market', 'CNY', 'Market'), ('partner:p-label', 'EUR', 'Label'))
        AS partner (payee, currency, holder)) AS payees
ON CONFLICT (payee, currency, effective_from) DO NOTHING
