-- Rows of both sides whose class, amount, fee or state differ between the results that count and those staged to take their place.
-- Lines that say the same are told together: which of them is called the duplicate depends on their order in the file only.
INSERT INTO settlement.reconciliation_rerun_diff
SELECT {business_date:Date}, {channel:String}, {run:UInt32}, side, row_key,
       multiIf(countIf(NOT is_new) = 0, 'NEW', countIf(is_new) = 0, 'GONE', 'CHANGED'),
       any(of_order), any(of_refund),
       arrayStringConcat(arraySort(groupArrayIf(class, NOT is_new)), '+') AS classes_before,
       arrayStringConcat(arraySort(groupArrayIf(class, is_new)), '+') AS classes_after,
       anyLast(currency), sumIf(amount, NOT is_new) AS before, sumIf(amount, is_new) AS after,
       sumIf(fee, NOT is_new) AS fees_before, sumIf(fee, is_new) AS fees_after,
       {from_sha256:String}, {to_sha256:String}, fromUnixTimestamp64Milli({at:Int64}, 'UTC')
FROM
(
  SELECT false AS is_new, 'LEDGER' AS side, concat(ledger_journal_id, ' ', toString(ledger_leg)) AS row_key, class,
         ledger_order_id AS of_order, ledger_refund_id AS of_refund, ledger_currency AS currency, ledger_amount AS amount, toInt64(0) AS fee, '' AS state
  FROM settlement.reconciliation_item
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_journal_id != ''
  UNION ALL
  SELECT true, 'LEDGER', concat(ledger_journal_id, ' ', toString(ledger_leg)), class,
         ledger_order_id, ledger_refund_id, ledger_currency, ledger_amount, 0, ''
  FROM settlement.reconciliation_item_staging
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_journal_id != ''
  UNION ALL
  SELECT false, 'CHANNEL', concat(channel_merchant, ' ', ifNull(toString(channel_date), ''), ' ', channel_cause, ' ', channel_txn_id, ' ', channel_refund_id, ' ', channel_own_refund_id), class,
         channel_order_id, channel_own_refund_id, channel_currency, channel_amount, channel_fee, channel_state
  FROM settlement.reconciliation_item
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_merchant != ''
  UNION ALL
  SELECT true, 'CHANNEL', concat(channel_merchant, ' ', ifNull(toString(channel_date), ''), ' ', channel_cause, ' ', channel_txn_id, ' ', channel_refund_id, ' ', channel_own_refund_id), class,
         channel_order_id, channel_own_refund_id, channel_currency, channel_amount, channel_fee, channel_state
  FROM settlement.reconciliation_item_staging
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_merchant != ''
)
GROUP BY side, row_key
HAVING classes_before != classes_after OR before != after OR fees_before != fees_after
    OR arraySort(groupArrayIf(state, NOT is_new)) != arraySort(groupArrayIf(state, is_new))
    OR arraySort(groupUniqArrayIf(currency, NOT is_new)) != arraySort(groupUniqArrayIf(currency, is_new))
SETTINGS max_insert_threads = 1
