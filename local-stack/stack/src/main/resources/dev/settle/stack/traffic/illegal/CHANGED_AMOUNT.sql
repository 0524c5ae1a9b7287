UPDATE payments.payment_order SET amount = amount + 1, version = version + 1 WHERE order_id = ?
