SELECT (SELECT count(*) FROM payments.payment_order WHERE paid_at IS NOT NULL)
         + (SELECT count(*) FROM payments.refund WHERE status = 'SUCCEEDED') AS journals,
       (SELECT coalesce(sum(version), 0) FROM payments.payment_order)
         + (SELECT coalesce(sum(version), 0) FROM payments.refund) AS versions,
       (SELECT count(*) FROM payments.merchant) + (SELECT count(*) FROM payments.channel_account) AS reference_rows
