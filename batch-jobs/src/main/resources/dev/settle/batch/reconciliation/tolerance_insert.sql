-- Parameters: instruction id, business key, business date, channel, legs, reason, maker.
INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs, reason, maker)
VALUES (?, 'TOLERANCE', ?, ?::date, ?, ?::jsonb, ?, ?)
