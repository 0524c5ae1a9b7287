SELECT (SELECT countIf(cause IN ('PAYMENT', 'REFUND', 'INSTRUCTION')) FROM settlement.ledger_entry),
       (SELECT sumIf(amount, amount > 0 AND hold_id IS NOT NULL) FROM settlement.ledger_entry),
       (SELECT sum(version) FROM settlement.payment_current) + (SELECT count() FROM settlement.ledger_instruction),
       (SELECT count() FROM settlement.merchant) + (SELECT count() FROM settlement.channel_account)
