-- The ledger's rows that need a second look.
INSERT INTO settlement.reconciliation_ledger_side
  (business_date, channel, journal_id, leg, ledger_date, cause, kind, order_id, refund_id, channel_id, own_id, amount, currency, accounts)
SELECT business_date, channel, journal_id, leg, ledger_date, cause, kind, order_id, refund_id, channel_id, own_id, amount, currency, accounts
FROM settlement.reconciliation_ledger_row
WHERE business_date = {business_date:Date} AND channel = {channel:String}
  AND key IN (SELECT key FROM settlement.reconciliation_exception WHERE business_date = {business_date:Date} AND channel = {channel:String})
