-- Parameters: id, kind, business key, business date, channel, merchant, legs, reason, maker, checker.
INSERT INTO payments.ledger_instruction
  (instruction_id, kind, business_key, business_date, channel, merchant_id, legs, reason, maker, checker)
VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
