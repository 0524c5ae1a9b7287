-- Payouts that the bank sent back by a night and that no settlement has taken up yet. Parameter: the night.
SELECT payee, currency, payout_id, amount FROM batch.payout_state AS p
WHERE state = 'RETURNED' AND returned_on <= ?::date
  AND NOT EXISTS (SELECT FROM batch.settlement_line AS l WHERE l.kind = 'PAYOUT_RETURNED' AND l.reference = p.payout_id)
ORDER BY payee, currency, payout_id
