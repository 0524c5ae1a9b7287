-- The order's row. Parameter: order.
SELECT status, version, updated_at FROM payments.payment_order WHERE order_id = ?
