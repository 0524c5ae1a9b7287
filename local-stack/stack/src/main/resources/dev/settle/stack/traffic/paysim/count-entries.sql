SELECT count(), countDistinct(order_id) FROM settlement.ledger_entry WHERE startsWith(order_id, '{log}-')
