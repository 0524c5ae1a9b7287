-- Both sides of a break, as its last night saw them. Of a row of a batch also the batch: the one break by which it is corrected, and its fees.
WITH batch AS
  (SELECT min(substring(lower(hex(SHA256(concat(item_id, '|', class)))), 1, 32)) AS leader,
          toInt64(sum(toInt128(channel_fee) - toInt128(expected_fee))) AS fee_apart
   FROM settlement.reconciliation_item
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND is_open AND group_id != ''
     AND group_id IN (SELECT group_id FROM settlement.reconciliation_item
                      WHERE business_date = {business_date:Date} AND channel = {channel:String} AND item_id = {item_id:String}))
SELECT matched_by, group_id, (SELECT leader FROM batch) AS batch_break_id, (SELECT fee_apart FROM batch) AS batch_fee,
       ledger_journal_id, ledger_leg, ifNull(toString(ledger_date), '') AS ledger_day, ledger_cause, ledger_kind, ledger_order_id,
       ledger_refund_id, ledger_channel_id, ledger_amount, ledger_currency,
       channel_merchant, ifNull(toString(channel_date), '') AS channel_day, channel_line_no, channel_cause, channel_state,
       channel_txn_id, channel_refund_id, channel_order_id, channel_own_refund_id, channel_amount, channel_currency,
       channel_fee, expected_fee, tolerance
FROM settlement.reconciliation_item
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND item_id = {item_id:String}
LIMIT 1
