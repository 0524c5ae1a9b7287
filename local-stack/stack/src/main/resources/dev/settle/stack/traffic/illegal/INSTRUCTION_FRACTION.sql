INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker)
VALUES (? || '-x', 'SPLIT', 'half a cent', DATE '2026-01-01',
  '[{"account": "user:a", "currency": "CNY", "amount": 0.5}, {"account": "user:b", "currency": "CNY", "amount": -0.5}]', 'x')
