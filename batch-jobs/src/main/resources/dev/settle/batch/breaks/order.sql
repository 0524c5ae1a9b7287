-- Orders what the proposal says; its id and its business key are pure functions of break and proposal, so that it is ordered once.
INSERT INTO payments.ledger_instruction
  (instruction_id, kind, business_key, business_date, channel, order_id, legs, reason, maker, checker)
SELECT ?, 'CORRECTION', break_id, ?::date, channel, ?, legs, correction || ': ' || comment, actor, ?
FROM batch.break_event WHERE break_id = ? AND action = 'PROPOSE' AND proposal = ?
