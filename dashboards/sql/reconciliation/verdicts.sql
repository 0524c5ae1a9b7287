-- title: Verdicts
-- title.zh: 结论
-- question: Which days are proved, per channel and currency, and with what residual?
-- question.zh: 按渠道和币种，哪些天已证明，残差多少？
-- board.zh: 对账
-- board.position: 2
-- chart: table
-- unit: ledger_amount = money(currency)
-- unit: channel_amount = money(currency)
-- unit: break_amount = money(currency)
-- unit: open_amount = money(currency)
-- unit: residual = money(currency)
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: currency = Currency | 币种
-- column: verdict = Verdict | 结论
-- column: residual = Residual | 残差
-- column: ledger_rows = Ledger rows | 账本行数
-- column: ledger_amount = Ledger, amount | 账本金额
-- column: channel_lines = Statement lines | 渠道行数
-- column: channel_amount = Channel, amount | 渠道金额
-- column: matched_rows = Matched rows | 匹配行数
-- column: break_count = Breaks | 差异数
-- column: break_amount = Breaks, amount | 差异金额
-- column: open_amount = Open, amount | 未结金额
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- link: business_date = reconciliation?business_date
-- refresh: 60s
-- position: 1

-- As the report says it: proved, but provisional while the ledger has not closed the day.
SELECT
  proof.business_date AS business_date,
  proof.channel AS channel,
  currency,
  if(proof.verdict = 'PROVED' AND closed.until < proof.business_date, 'PROVISIONAL', proof.verdict) AS verdict,
  residual,
  ledger_rows,
  ledger_amount,
  channel_lines,
  channel_amount,
  matched_rows,
  break_count,
  break_amount,
  closing_open_amount AS open_amount
FROM settlement.reconciliation_proof AS proof
LEFT JOIN
(
  -- A closing closes every earlier day too.
  SELECT channel, max(business_date) AS until FROM settlement.day_closing WHERE business_date >= {from:Date} GROUP BY channel
) AS closed ON closed.channel = proof.channel
WHERE proof.business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR proof.channel = {channel:String})
ORDER BY business_date DESC, channel, currency
