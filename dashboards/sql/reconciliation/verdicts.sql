-- title: Verdicts
-- question: Which days are proved, per channel and currency, and with what residual?
-- chart: table
-- unit: ledger_amount = money(currency)
-- unit: channel_amount = money(currency)
-- unit: break_amount = money(currency)
-- unit: open_amount = money(currency)
-- unit: residual = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- refresh: 60s
-- position: 1

SELECT
  business_date,
  channel,
  currency,
  verdict,
  residual,
  ledger_rows,
  ledger_amount,
  channel_lines,
  channel_amount,
  matched_rows,
  break_count,
  break_amount,
  closing_open_amount AS open_amount
FROM settlement.reconciliation_proof
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
ORDER BY business_date DESC, channel, currency
