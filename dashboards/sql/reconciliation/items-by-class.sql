-- title: Rows by class
-- title.zh: 按类别的行
-- question: Into which classes did the rows of both sides fall each day?
-- question.zh: 每天双方的行各归入哪些类别？
-- chart: stacked x=business_date y=items series=class
-- column: business_date = Business date | 业务日
-- column: class = Class | 类别
-- column: items = Items | 条目数
-- column: ledger_rows = Ledger rows | 账本行数
-- column: channel_lines = Statement lines | 渠道行数
-- column: carried_over = Carried over | 结转行数
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 3

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
