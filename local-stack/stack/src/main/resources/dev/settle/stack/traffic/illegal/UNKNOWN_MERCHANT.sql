INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, currency, amount, status)
VALUES (? || '-x', 'PURCHASE', 'WALLET', 'no-such-merchant', 'a', 'CNY', 1, 'PENDING')
