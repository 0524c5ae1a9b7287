-- Both sides of a break, as its last night saw them.
SELECT matched_by, difference IS NULL AS has_no_difference, ifNull(difference, 0) AS apart,
       ledger_journal_id, ledger_leg, ifNull(toString(ledger_date), '') AS ledger_day, ledger_cause, ledger_kind, ledger_order_id,
       ledger_refund_id, ledger_channel_id, ledger_amount, ledger_currency,
       channel_merchant, ifNull(toString(channel_date), '') AS channel_day, channel_line_no, channel_cause, channel_state,
       channel_txn_id, channel_refund_id, channel_order_id, channel_own_refund_id, channel_amount, channel_currency,
       channel_fee, expected_fee, tolerance
FROM settlement.reconciliation_item
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND item_id = {item_id:String}
LIMIT 1
