-- Rows of both sides against the items that classify them: count, and sum of a hash of each row. A row in no class or in two
-- changes one of them. All in one pass over the items, and without a set of what was seen.
SELECT ledger.row_count AS ledger_rows, items.of_ledger AS ledger_items, ledger.hashes = items.ledger_hashes AS ledger_same,
       statement.row_count AS statement_rows, items.of_statement AS statement_items, statement.hashes = items.statement_hashes AS statement_same,
       items.unclassified AS unclassified
FROM
  (SELECT count() AS row_count, sum(cityHash64(journal_id, leg)) AS hashes
   FROM
     (SELECT journal_id, leg FROM settlement.ledger_entry
      WHERE account = concat('channel:', {channel:String}) AND business_date = {business_date:Date} AND cause IN ('PAYMENT', 'REFUND')
      UNION ALL
      SELECT journal_id, leg FROM settlement.reconciliation_ledger_side
      WHERE business_date = {business_date:Date} AND channel = {channel:String} AND cause NOT IN ('PAYMENT', 'REFUND'))) AS ledger,
  (SELECT count() AS row_count, sum(cityHash64(merchant, line_no, kind, channel_txn_id, channel_refund_id)) AS hashes
   FROM settlement.channel_statement_line
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND purpose = 'TRADE') AS statement,
  (SELECT countIf(ledger_date = {business_date:Date}) AS of_ledger,
          sumIf(cityHash64(ledger_journal_id, ledger_leg), ledger_date = {business_date:Date}) AS ledger_hashes,
          countIf(channel_date = {business_date:Date}) AS of_statement,
          sumIf(cityHash64(channel_merchant, channel_line_no, channel_cause, channel_txn_id, channel_refund_id),
                channel_date = {business_date:Date}) AS statement_hashes,
          countIf(class = 'UNCLASSIFIED') AS unclassified
   FROM settlement.reconciliation_item_staging
   WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS items
