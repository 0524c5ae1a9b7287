INSERT INTO batch.break_event (break_id, channel, business_date, action, actor, comment, assignee, proposal, correction, legs, instruction_id)
VALUES (?, ?, ?::date, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
