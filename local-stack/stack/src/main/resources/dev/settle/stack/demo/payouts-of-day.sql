SELECT multiIf(side = 'LEDGER', 'our ledger', side = 'CHANNEL', 'channels'' statements', 'bank''s statement'), currency, day_rows,
       day_amount, settled_amount, closing_amount, residual
FROM settlement.bank_proof WHERE business_date = '{date}' ORDER BY currency, indexOf(['LEDGER', 'CHANNEL', 'BANK'], toString(side))
