UPDATE payments.ledger_instruction SET reason = 'changed' WHERE instruction_id = ?
