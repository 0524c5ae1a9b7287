-- What the day's lines are called, for the days after it (04b).
INSERT INTO settlement.channel_line_key_staging
SELECT {business_date:Date}, {channel:String}, sipHash64(toString(cause), channel_id)
FROM settlement.reconciliation_channel_side
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_date = {business_date:Date} AND channel_id != ''
  AND (state = 'SUCCESS' OR cause NOT IN ('PAYMENT', 'REFUND'))
