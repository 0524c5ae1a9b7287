UPDATE payments.payment_order SET status = 'PAID', paid_at = now(), channel_txn_id = order_id, version = version + 1 WHERE order_id = ?
