-- Items as a proof of layout 2 covers them; rows.sql hashes them, in whatever order.
SELECT business_date, channel, item_id, class, matched_by, is_open, origin_date, difference,
       ledger_journal_id, ledger_leg, ledger_date, ledger_cause, ledger_kind, ledger_order_id, ledger_refund_id, ledger_channel_id,
       ledger_amount, ledger_currency,
       channel_merchant, channel_date, channel_line_no, channel_cause, channel_state, channel_txn_id, channel_refund_id, channel_order_id,
       channel_own_refund_id, channel_amount, channel_currency, channel_fee, expected_fee, tolerance, ledger_accounts, group_id
FROM settlement.{items:Identifier} WHERE business_date = {business_date:Date} AND channel = {channel:String}
