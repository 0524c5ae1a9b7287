-- title: Breaks of one day
-- question: Which orders and statement lines do not agree?
-- chart: table
-- unit: ledger_amount = money(currency)
-- unit: channel_amount = money(currency)
-- unit: amount = money(currency)
-- unit: age_days = days
-- parameter: business_date Date = today-1 | Business date
-- parameter: channel String = | Channel (empty: all)
-- parameter: class String = | Class (empty: all)
-- parameter: rows UInt32 = 200 | Breaks shown
-- position: 4

SELECT
  channel,
  class,
  status,
  age_days,
  currency,
  amount,
  ledger_amount,
  channel_amount,
  order_id,
  refund_id,
  channel_txn_id,
  channel_line_no,
  break_id
FROM settlement.reconciliation_break
WHERE business_date = {business_date:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
  AND ({class:String} = '' OR class = {class:String})
ORDER BY abs(toInt128(amount)) DESC, class, break_id
LIMIT {rows:UInt32}
