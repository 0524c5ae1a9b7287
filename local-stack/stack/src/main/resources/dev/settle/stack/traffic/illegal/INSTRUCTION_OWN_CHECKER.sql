INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker, checker)
SELECT instruction_id || '-x', 'CORRECTION', business_key || '-x', business_date, legs, maker, maker
FROM payments.ledger_instruction WHERE instruction_id = ?
