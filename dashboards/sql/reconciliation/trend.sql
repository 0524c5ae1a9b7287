-- title: Trend
-- title.zh: 趋势
-- question: How do breaks, matching and what stands open develop from day to day?
-- question.zh: 差异、匹配情况和未结项目逐日如何变化？
-- chart: line x=business_date y=breaks series=currency
-- unit: break_amount = money(currency)
-- unit: open_amount = money(currency)
-- column: business_date = Business date | 业务日
-- column: currency = Currency | 币种
-- column: proved = Proved | 已证明
-- column: proofs = Proofs | 证明数
-- column: matched = Matched | 已匹配
-- column: ledger_side_rows = Ledger rows | 账本行数
-- column: unmatched_rows = Unmatched rows | 未匹配行数
-- column: matched_bp = Matched, bp | 匹配率（基点）
-- column: breaks = Breaks | 差异数
-- column: break_amount = Breaks, amount | 差异金额
-- column: open_amount = Open, amount | 未结金额
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 2

-- Per currency, over all channels. Basis points of the day's ledger rows; more than 10000 when rows of earlier
-- days were matched, or lines that need no row of the ledger.
SELECT
  business_date,
  currency,
  countIf(verdict = 'PROVED') AS proved,
  count() AS proofs,
  sum(matched_rows) AS matched,
  sum(ledger_rows) AS ledger_side_rows,
  toInt64(ledger_side_rows) - toInt64(matched) AS unmatched_rows,
  if(ledger_side_rows > 0, intDiv(matched * 10000, ledger_side_rows), 0) AS matched_bp,
  sum(break_count) AS breaks,
  sum(proof.break_amount) AS break_amount,
  sum(proof.closing_open_amount) AS open_amount
FROM settlement.reconciliation_proof AS proof
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY business_date, currency
ORDER BY business_date, currency
