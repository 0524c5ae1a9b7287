SELECT o.order_id, o.channel_txn_id, coalesce(o.payer_id, o.payee_id) AS user_id, o.kind, o.currency, o.created_at AS ordered_at,
       r.amount, r.refund_id, r.channel_refund_id, r.created_at, r.succeeded_at
FROM payments.refund AS r JOIN payments.payment_order AS o USING (order_id)
WHERE o.channel = ? AND o.kind <> 'WITHDRAWAL' AND r.succeeded_at >= ? AND r.succeeded_at < ?
ORDER BY r.refund_id
