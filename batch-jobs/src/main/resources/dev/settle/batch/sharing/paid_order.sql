-- A paid order. Parameter: its id.
SELECT merchant_id, kind, channel, currency, amount, paid_at FROM payments.payment_order WHERE order_id = ? AND paid_at IS NOT NULL
