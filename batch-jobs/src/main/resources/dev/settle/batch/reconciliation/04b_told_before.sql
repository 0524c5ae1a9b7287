-- The day's lines that found no ledger row by the channel's id, and that an earlier day told under the same one. Only they are looked up,
-- in the ordered keys of the days of the look-back. A line that is open still is on the channel's side itself and no case for this.
INSERT INTO settlement.reconciliation_told
WITH alone AS
  (SELECT channel_cause AS cause, if(channel_cause = 'REFUND', channel_refund_id, channel_txn_id) AS channel_id
   FROM settlement.reconciliation_pair
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND matched_by = '' AND class = '' AND channel_merchant != ''
     AND channel_date = {business_date:Date} AND channel_cause IN ('PAYMENT', 'REFUND') AND channel_state = 'SUCCESS')
SELECT DISTINCT {business_date:Date}, {channel:String}, cause, channel_id
FROM alone
WHERE channel_id != '' AND sipHash64(toString(cause), channel_id) IN
  (SELECT key FROM settlement.channel_line_key
   WHERE business_date >= {business_date:Date} - {look_back_days:Int32} AND business_date < {business_date:Date} AND channel = {channel:String}
     AND key IN (SELECT sipHash64(toString(cause), channel_id) FROM alone))
