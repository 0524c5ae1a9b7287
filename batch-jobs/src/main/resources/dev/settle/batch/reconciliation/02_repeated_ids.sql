-- Ids that stand more than once on a side, and the empty id: no channel id pairs their rows one to one. Found once, used by both passes.
INSERT INTO settlement.reconciliation_repeated
SELECT {business_date:Date}, {channel:String}, cause, channel_id, sum(ledger_rows), sum(channel_rows)
FROM
  (SELECT cause, channel_id, count() AS ledger_rows, 0 AS channel_rows FROM settlement.reconciliation_ledger_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} GROUP BY cause, channel_id HAVING count() > 1 OR channel_id = ''
   UNION ALL
   SELECT cause, channel_id, 0, count() FROM settlement.reconciliation_channel_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} GROUP BY cause, channel_id HAVING count() > 1 OR channel_id = '')
GROUP BY cause, channel_id
SETTINGS optimize_aggregation_in_order = 1
