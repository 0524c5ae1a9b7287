-- The audit trail of a break, the oldest first; legs as one line of text.
SELECT event_id, business_date::text AS business_date, action, actor, db_user, happened_at, coalesce(comment, '') AS comment,
       coalesce(assignee, '') AS assignee, coalesce(proposal, 0) AS proposal, coalesce(correction, '') AS correction,
       coalesce(legs::text, '') AS legs, coalesce(instruction_id, '') AS instruction_id
FROM batch.break_event WHERE break_id = ? ORDER BY happened_at, event_id
