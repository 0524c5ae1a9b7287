-- Breaks as a proof of layout 1 covers them, in a total order.
SELECT business_date, channel, break_id, class, status, origin_date, age_days, currency, ledger_amount, channel_amount, amount, item_id,
       order_id, refund_id, channel_txn_id, channel_line_no
FROM settlement.{breaks:Identifier} WHERE business_date = {business_date:Date} AND channel = {channel:String}
ORDER BY class, break_id
