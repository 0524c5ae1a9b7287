-- Days after the last proved one and before this one that have business of the channel, but were not reconciled: what they leave
-- open would be lacking here. Before the first proof nothing is lacking.
WITH (SELECT max(business_date) FROM settlement.reconciliation_proof
      WHERE channel = {channel:String} AND business_date < {business_date:Date}) AS last_proved
SELECT DISTINCT toString(business_date) AS missed
FROM
  (SELECT business_date FROM settlement.ledger_entry
   WHERE account = concat('channel:', {channel:String}) AND cause IN ('PAYMENT', 'REFUND')
     AND business_date > last_proved AND business_date < {business_date:Date}
   UNION ALL
   SELECT business_date FROM settlement.channel_statement_line
   WHERE channel = {channel:String} AND business_date > last_proved AND business_date < {business_date:Date})
WHERE last_proved > toDate(0)
ORDER BY missed
