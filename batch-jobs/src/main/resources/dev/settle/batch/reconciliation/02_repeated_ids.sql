-- Ids that stand more than once on a side, and the empty one: the unique pass leaves them out.
INSERT INTO settlement.reconciliation_repeated
SELECT DISTINCT {business_date:Date}, {channel:String}, cause, channel_id
FROM
  (SELECT cause, channel_id FROM settlement.reconciliation_ledger_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} GROUP BY cause, channel_id HAVING count() > 1 OR channel_id = ''
   UNION ALL
   SELECT cause, channel_id FROM settlement.reconciliation_channel_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} GROUP BY cause, channel_id HAVING count() > 1 OR channel_id = '')
SETTINGS optimize_aggregation_in_order = 1
