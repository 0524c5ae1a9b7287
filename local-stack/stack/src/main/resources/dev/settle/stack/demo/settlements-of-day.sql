-- What the night of a day settled, by currency and who is settled.
SELECT s.currency, if(startsWith(s.payee, 'merchant:'), 'merchants', 'partners') AS who, uniqExact(s.payee),
       sumIf(l.amount, l.kind = 'PAYMENT'), sumIf(l.amount, l.kind = 'REFUND'), sumIf(l.amount, l.kind = 'FEE'),
       sumIf(l.amount, l.kind IN ('SHARE', 'CLAWBACK')), sumIf(l.amount, l.kind IN ('RESERVE_WITHHELD', 'RESERVE_RELEASED')),
       sumIf(l.amount, l.kind NOT IN ('PAYMENT', 'REFUND', 'FEE', 'SHARE', 'CLAWBACK', 'RESERVE_WITHHELD', 'RESERVE_RELEASED')),
       sum(l.amount)
FROM settlement.payee_settlement_line AS l INNER JOIN settlement.payee_settlement AS s ON s.settlement_id = l.settlement_id
WHERE s.business_date = '{date}' AND l.business_date = '{date}'
GROUP BY s.currency, who ORDER BY s.currency, who
