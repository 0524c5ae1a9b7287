-- What was done about the payout of a settlement, in order; a payout that nobody touched has one row without action. Parameter: settlement.
SELECT p.payout_id, p.amount, p.currency, p.state, e.action, e.happened_at, e.actor, e.business_date, e.reason
FROM batch.payout_state p
LEFT JOIN batch.payout_event e
  ON e.payout_id = p.payout_id
     OR e.batch_id IN (SELECT batch_id FROM batch.payout_batch_item i WHERE i.payout_id = p.payout_id)
WHERE p.settlement_id = ?
ORDER BY e.event_id
