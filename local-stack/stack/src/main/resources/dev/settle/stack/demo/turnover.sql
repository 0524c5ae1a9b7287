-- What moved on the days, by channel: the first leg of each journal is the money's source.
SELECT channel, currency,
       countIf(cause = 'PAYMENT' AND kind != 'WITHDRAWAL'), -sumIf(amount, cause = 'PAYMENT' AND kind != 'WITHDRAWAL'),
       countIf(kind = 'WITHDRAWAL'), -sumIf(amount, kind = 'WITHDRAWAL'),
       countIf(cause = 'REFUND'), -sumIf(amount, cause = 'REFUND')
FROM settlement.ledger_entry
WHERE leg = 0 AND cause IN ('PAYMENT', 'REFUND') AND business_date BETWEEN '{first}' AND '{last}'
GROUP BY channel, currency ORDER BY channel, currency
