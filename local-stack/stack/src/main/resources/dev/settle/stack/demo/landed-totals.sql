SELECT (SELECT count() FROM settlement.ledger_entry), (SELECT sum(version) FROM settlement.payment_current),
       (SELECT count() FROM settlement.merchant) + (SELECT count() FROM settlement.channel_account)
