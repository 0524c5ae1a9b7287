-- Breaks as a proof of layout 2 covers them; rows.sql hashes them, in whatever order.
SELECT business_date, channel, break_id, class, status, origin_date, age_days, currency, ledger_amount, channel_amount, amount, item_id,
       order_id, refund_id, channel_txn_id, channel_line_no, charged_fee, expected_fee
FROM settlement.{breaks:Identifier} WHERE business_date = {business_date:Date} AND channel = {channel:String}
