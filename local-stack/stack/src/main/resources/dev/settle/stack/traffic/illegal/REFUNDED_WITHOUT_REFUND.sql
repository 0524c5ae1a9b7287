UPDATE payments.payment_order SET refunded_amount = amount, status = 'REFUNDED', version = version + 1 WHERE order_id = ?
