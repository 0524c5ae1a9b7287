-- Breaks of one night a channel: of the last one, or of the date that is asked for. The largest first.
SELECT toString(business_date) AS night, channel, break_id, class, status, toString(origin_date) AS origin, toInt64(age_days) AS age_days, age_bucket, currency,
       ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no, kind
FROM settlement.break_history
WHERE (business_date, toString(channel)) IN
      (SELECT if({date:String} = '', max(business_date), toDateOrZero({date:String})), toString(channel)
       FROM settlement.reconciliation_proof GROUP BY channel)
  AND ({channel:String} = '' OR channel = {channel:String})
  AND ({class:String} = '' OR class = {class:String})
  AND ({age:String} = '' OR age_bucket = {age:String})
  AND (status = {status:String} OR ({status:String} = 'OPEN' AND status IN ('NEW', 'PERSISTING')) OR {status:String} = 'ALL')
ORDER BY channel, class, abs(toInt128(amount)) DESC, break_id
