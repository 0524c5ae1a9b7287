-- Statement lines as a proof of layout 2 covers them; rows.sql hashes them, in whatever order.
SELECT business_date, channel, merchant, file_sha256, line_no, kind, state, channel_txn_id, channel_refund_id, order_id, refund_id, currency,
       amount, fee, net, occurred_at, purpose, batch_id
FROM settlement.channel_statement_line WHERE business_date = {business_date:Date} AND channel = {channel:String}
