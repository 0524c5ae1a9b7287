-- title: One settlement's lines
-- title.zh: 单笔结算明细
-- question: Which lines make up this settlement's net?
-- question.zh: 这笔结算的净额由哪些明细构成？
-- chart: table
-- unit: amount = money(currency)
-- column: business_date = Business date | 业务日
-- column: line_no = Line | 行号
-- column: kind = Kind | 类型
-- column: reference = Reference | 参考号
-- column: items = Items | 条目数
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- parameter: settlement_id String = | Settlement
-- parameter.zh: settlement_id = 结算单号
-- position: 6

SELECT line.business_date AS business_date, line.line_no AS line_no, line.kind AS kind, line.reference AS reference, line.items AS items,
       head.currency AS currency, line.amount AS amount
FROM settlement.payee_settlement_line AS line
INNER JOIN
(
  -- The lines know the night, by which the settlement is found.
  SELECT settlement_id, currency
  FROM settlement.payee_settlement
  WHERE settlement_id = {settlement_id:String}
    AND business_date IN (SELECT business_date FROM settlement.payee_settlement_line WHERE settlement_id = {settlement_id:String})
) AS head ON head.settlement_id = line.settlement_id
WHERE line.settlement_id = {settlement_id:String}
ORDER BY line.line_no
