-- Payouts that the bank sent back, by its booking date: they go into the payee's next settlement (PAYOUT_RETURNED).
SELECT payee, currency, payout_id, amount, returned_on AS business_date
FROM batch.payout_state WHERE state = 'RETURNED'
ORDER BY payee COLLATE "C", currency, returned_on, payout_id
