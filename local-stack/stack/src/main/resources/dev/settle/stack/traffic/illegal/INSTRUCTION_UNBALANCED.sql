INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker)
SELECT instruction_id || '-x', kind, business_key || '-x', business_date, jsonb_set(legs, '{0,amount}', '7'), maker
FROM payments.ledger_instruction WHERE instruction_id = ?
