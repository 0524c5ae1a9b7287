INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker)
SELECT instruction_id || '-x', kind, business_key, business_date, legs, maker FROM payments.ledger_instruction WHERE instruction_id = ?
