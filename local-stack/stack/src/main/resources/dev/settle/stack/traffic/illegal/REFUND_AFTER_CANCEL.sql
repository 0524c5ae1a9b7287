INSERT INTO payments.refund (refund_id, order_id, amount, currency, status)
SELECT order_id || '-x', order_id, amount, currency, 'PENDING' FROM payments.payment_order WHERE order_id = ?
