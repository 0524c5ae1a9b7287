-- One break over the nights, with what its channel's last night is.
SELECT toString(business_date) AS night, channel, break_id, class, status, toString(origin_date) AS origin, toInt64(age_days) AS age_days, age_bucket, currency,
       ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no, kind,
       (SELECT toString(max(business_date)) FROM settlement.reconciliation_proof AS p
        WHERE p.channel IN (SELECT channel FROM settlement.reconciliation_break WHERE break_id = {break_id:String})) AS last_night
FROM settlement.break_history
WHERE break_id = {break_id:String}
ORDER BY business_date
