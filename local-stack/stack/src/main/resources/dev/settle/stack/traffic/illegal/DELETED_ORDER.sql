DELETE FROM payments.payment_order WHERE order_id = ?
