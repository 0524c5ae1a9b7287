UPDATE payments.payment_order SET status = 'PENDING', paid_at = NULL, version = version + 1 WHERE order_id = ?
