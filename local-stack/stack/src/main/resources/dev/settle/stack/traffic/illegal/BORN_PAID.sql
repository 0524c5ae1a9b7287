INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status, paid_at)
VALUES (? || '-x', 'TRANSFER', 'WALLET', 'a', 'b', 'CNY', 1, 'PAID', now())
