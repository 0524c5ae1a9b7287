UPDATE payments.payment_order SET device_id = 'stale', version = version + 1 WHERE order_id = ? AND version = 1
