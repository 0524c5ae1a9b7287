-- How each night from the first business date on classified the order's rows.
SELECT toString(business_date) AS night, class, toString(matched_by) AS matched, is_open, ledger_journal_id, channel_line_no AS line
FROM settlement.reconciliation_item
WHERE business_date >= {since:Date} AND channel = {channel:String} AND (ledger_order_id = {order:String} OR channel_order_id = {order:String})
ORDER BY night, ledger_journal_id, item_id
