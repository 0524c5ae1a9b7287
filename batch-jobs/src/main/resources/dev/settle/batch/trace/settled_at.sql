-- When a settlement was made. Parameter: settlement.
SELECT r.settled_at FROM batch.settlement s JOIN batch.settlement_run r USING (business_date) WHERE s.settlement_id = ?
