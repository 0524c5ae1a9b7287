-- What was found earlier, is not settled, and has both its sides or no second one to wait for: carried over as it is.
-- The filter stands in a query of its own, where business_date is still the earlier day.
INSERT INTO settlement.reconciliation_item_staging
SELECT * REPLACE ({business_date:Date} AS business_date)
FROM
  (SELECT * FROM settlement.reconciliation_item
   WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open
     AND class NOT IN ('PENDING', 'MISSING_IN_CHANNEL', 'MISSING_IN_LEDGER', 'ORPHAN_REFUND')
     AND NOT (class = 'UNCLASSIFIED' AND ledger_journal_id = '')
     AND NOT (channel_cause = 'FEE' AND ledger_journal_id = '')
     AND item_id NOT IN
         (SELECT item_id FROM settlement.reconciliation_adjusted WHERE business_date = {business_date:Date} AND channel = {channel:String}))
