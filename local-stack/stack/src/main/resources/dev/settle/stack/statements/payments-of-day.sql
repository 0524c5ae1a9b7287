SELECT o.order_id, o.channel_txn_id, coalesce(o.payer_id, o.payee_id) AS user_id, o.kind, o.currency, o.amount, o.created_at AS ordered_at, o.paid_at
FROM payments.payment_order AS o
WHERE o.channel = ? AND o.kind <> 'WITHDRAWAL' AND o.paid_at >= ? AND o.paid_at < ?
ORDER BY o.order_id
