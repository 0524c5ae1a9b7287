-- Differences that were tolerated, the largest first.
SELECT toString(ledger_currency) AS item_currency, toInt128(ledger_amount) - toInt128(channel_amount) AS apart, ledger_amount AS by_ledger,
       channel_amount AS by_channel, tolerance AS allowed, ledger_order_id AS order_name, ledger_refund_id AS refund_name,
       channel_txn_id AS txn, toInt64(channel_line_no) AS line, toString(channel_merchant) AS account
FROM settlement.reconciliation_item
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND class = 'MATCHED_WITHIN_TOLERANCE'
  AND ledger_journal_id != '' AND channel_merchant != '' AND apart != 0
ORDER BY item_currency, abs(apart) DESC, item_id
