-- Entries that a change of the source caused.
SELECT count() AS entries, arrayStringConcat(arraySort(groupUniqArray(journal_id)), ', ') AS journals
FROM settlement.ledger_entry
WHERE source_lsn = {source_lsn:Int64}
  AND (order_id = {order_id:String} OR hold_id = {order_id:String} OR instruction_id = {order_id:String})
