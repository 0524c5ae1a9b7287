-- How a payout stands, and by which booking of the bank it was returned. Parameter: payout.
SELECT p.currency, p.amount, p.account_no, p.state, coalesce(e.bank_reference, '') AS returned_by, e.business_date AS returned_on
FROM batch.payout_state p LEFT JOIN batch.payout_event e ON e.payout_id = p.payout_id AND e.action = 'RETURNED'
WHERE p.payout_id = ?
