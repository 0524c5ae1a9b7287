-- What was refunded of an order, in the order in which it was. Parameter: its id.
SELECT amount FROM payments.refund WHERE order_id = ? AND status = 'SUCCEEDED' ORDER BY succeeded_at, refund_id
