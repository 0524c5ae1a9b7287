-- The lines of a night's settlements. Parameter: the night.
SELECT s.business_date, l.settlement_id, l.line_no, l.kind, l.reference, l.items, l.amount
FROM batch.settlement_line AS l JOIN batch.settlement AS s USING (settlement_id)
WHERE s.business_date = ?::date ORDER BY l.settlement_id, l.line_no
