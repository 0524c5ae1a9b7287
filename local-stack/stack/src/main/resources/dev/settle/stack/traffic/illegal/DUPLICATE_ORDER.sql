INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status)
VALUES (?, 'TRANSFER', 'WALLET', 'a', 'b', 'CNY', 1, 'PENDING')
