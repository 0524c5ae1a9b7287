-- What a correction settles (00): closed, with the class that it had, and carried no further.
INSERT INTO settlement.reconciliation_item_staging
SELECT * REPLACE ({business_date:Date} AS business_date, 'CORRECTION' AS matched_by, false AS is_open)
FROM
  (SELECT * FROM settlement.reconciliation_item
   WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open
     AND item_id IN
         (SELECT item_id FROM settlement.reconciliation_adjusted WHERE business_date = {business_date:Date} AND channel = {channel:String}))
