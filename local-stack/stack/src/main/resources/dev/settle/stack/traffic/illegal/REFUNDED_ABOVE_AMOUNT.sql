UPDATE payments.payment_order SET refunded_amount = amount + 1, status = 'REFUNDED', version = version + 1 WHERE order_id = ?
