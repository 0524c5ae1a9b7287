-- What the day's lines are called, for the days after it (04b): payments and refunds that moved money. What other lines are called is
-- no id of the line everywhere (Adyen writes a text), and a chargeback and its reversal have one.
INSERT INTO settlement.channel_line_key_staging
SELECT {business_date:Date}, {channel:String}, sipHash64(toString(cause), channel_id)
FROM settlement.reconciliation_channel_side
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_date = {business_date:Date} AND channel_id != ''
  AND cause IN ('PAYMENT', 'REFUND') AND state = 'SUCCESS'
