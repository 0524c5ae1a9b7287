SELECT 2 * ((SELECT count(*) FROM payments.payment_order WHERE paid_at IS NOT NULL)
            + (SELECT count(*) FROM payments.refund WHERE status = 'SUCCEEDED'))
         + (SELECT coalesce(sum(jsonb_array_length(legs)), 0) FROM payments.ledger_instruction) AS entries,
       (SELECT coalesce(sum(amount + captured_amount + CASE WHEN closed_at IS NULL THEN 0 ELSE amount - captured_amount END), 0)
        FROM payments.funds_hold) AS moved_by_holds,
       (SELECT coalesce(sum(version), 0) FROM payments.payment_order)
         + (SELECT coalesce(sum(version), 0) FROM payments.refund)
         + (SELECT coalesce(sum(version), 0) FROM payments.funds_hold)
         + (SELECT count(*) FROM payments.ledger_instruction) AS versions,
       (SELECT count(*) FROM payments.merchant) + (SELECT count(*) FROM payments.channel_account) AS reference_rows
