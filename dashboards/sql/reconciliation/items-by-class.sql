-- title: Rows by class
-- question: Into which classes did the rows of both sides fall each day?
-- chart: stacked x=business_date y=items series=class
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- refresh: 60s
-- position: 2

SELECT
  business_date,
  class,
  count() AS items,
  countIf(ledger_journal_id != '') AS ledger_rows,
  countIf(channel_merchant != '') AS channel_lines,
  countIf(is_open) AS carried_over
FROM settlement.reconciliation_item
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY business_date, class
ORDER BY business_date, class
