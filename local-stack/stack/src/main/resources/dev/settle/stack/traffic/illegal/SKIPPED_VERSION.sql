UPDATE payments.payment_order SET version = version + 2, updated_at = now() WHERE order_id = ?
