-- What this run changed against the one before, by kind of change.
SELECT side, change, class_before, class_after, currency, count() AS rows_changed,
       sum(toInt128(amount_before)) AS before, sum(toInt128(amount_after)) AS after
FROM settlement.reconciliation_rerun_diff FINAL
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND recorded_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
  AND run = (SELECT max(run) FROM settlement.reconciliation_rerun_diff WHERE business_date = {business_date:Date} AND channel = {channel:String})
GROUP BY side, change, class_before, class_after, currency ORDER BY side, change, class_before, class_after, currency
