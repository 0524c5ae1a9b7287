-- The rows behind it, those with the most money first.
SELECT side, row_key, change, class_before, class_after, currency, amount_before, amount_after, fee_before, fee_after
FROM settlement.reconciliation_rerun_diff FINAL
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND recorded_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
  AND run = (SELECT max(run) FROM settlement.reconciliation_rerun_diff WHERE business_date = {business_date:Date} AND channel = {channel:String})
ORDER BY greatest(abs(toInt128(amount_before)), abs(toInt128(amount_after))) DESC, side, row_key LIMIT {shown:UInt32}
