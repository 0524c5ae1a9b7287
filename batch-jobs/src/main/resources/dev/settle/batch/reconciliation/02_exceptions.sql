-- Keys that are not simply one row on each side with the same id and amount: all that needs a second look, and the empty id. The prints
-- of the two sides cancel each other out; two rows of one side, or two ids with one key, do not.
INSERT INTO settlement.reconciliation_exception
SELECT {business_date:Date}, {channel:String}, key
FROM
  (SELECT key, print FROM settlement.reconciliation_ledger_row WHERE business_date = {business_date:Date} AND channel = {channel:String}
   UNION ALL
   SELECT key, -print FROM settlement.reconciliation_channel_row WHERE business_date = {business_date:Date} AND channel = {channel:String})
GROUP BY key HAVING count() != 2 OR sum(print) != 0 OR key = 0
