-- Rows of both sides against the items that classify them: each side's three figures must be one.
SELECT 'ledger rows' AS side,
       (SELECT count() FROM settlement.ledger_entry
        WHERE account = concat('channel:', {channel:String}) AND business_date = {business_date:Date}
          AND cause IN ('PAYMENT', 'REFUND'))
       + (SELECT count() FROM settlement.reconciliation_ledger_side
          WHERE business_date = {business_date:Date} AND channel = {channel:String} AND cause NOT IN ('PAYMENT', 'REFUND')) AS rows_of_side,
       count() AS classified, uniqExact(ledger_journal_id, ledger_leg) AS distinct_rows
FROM settlement.reconciliation_item_staging
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_date = {business_date:Date}
UNION ALL
SELECT 'statement lines',
       (SELECT count() FROM settlement.channel_statement_line WHERE business_date = {business_date:Date} AND channel = {channel:String} AND purpose = 'TRADE'),
       count(), uniqExact(channel_merchant, channel_line_no, channel_cause, channel_txn_id, channel_refund_id)
FROM settlement.reconciliation_item_staging
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_date = {business_date:Date}
