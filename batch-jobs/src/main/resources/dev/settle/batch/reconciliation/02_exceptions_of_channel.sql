-- The channel's rows that need a second look.
INSERT INTO settlement.reconciliation_channel_side
  (business_date, channel, merchant, channel_date, line_no, cause, state, channel_txn_id, channel_refund_id, order_id, refund_id, channel_id, own_id,
       amount, currency, fee, expected_fee, tolerance)
SELECT business_date, channel, merchant, channel_date, line_no, cause, state, channel_txn_id, channel_refund_id, order_id, refund_id, channel_id, own_id,
       amount, currency, fee, expected_fee, tolerance
FROM settlement.reconciliation_channel_row
WHERE business_date = {business_date:Date} AND channel = {channel:String}
  AND key IN (SELECT key FROM settlement.reconciliation_exception WHERE business_date = {business_date:Date} AND channel = {channel:String})
