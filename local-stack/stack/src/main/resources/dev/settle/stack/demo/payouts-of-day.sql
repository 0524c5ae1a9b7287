-- The day's payouts by what each of the three sides tells; what all agree on is the same on each side.
SELECT currency, sumIf(day_amount, side = 'LEDGER'), sumIf(day_amount, side = 'CHANNEL'), sumIf(day_amount, side = 'BANK'),
       max(settled_amount), sum(abs(residual))
FROM settlement.bank_proof WHERE business_date = '{date}' GROUP BY currency ORDER BY currency
