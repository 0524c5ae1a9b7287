-- What the day's lines are called, for the days after it (04b): payments and refunds that moved money. What other lines are called is
-- no id of the line everywhere (Adyen writes a text), and a chargeback and its reversal have one.
INSERT INTO settlement.channel_line_key_staging
SELECT {business_date:Date}, {channel:String}, key
FROM settlement.reconciliation_channel_row
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_date = {business_date:Date} AND key != 0
  AND cause IN ('PAYMENT', 'REFUND') AND state = 'SUCCESS'
