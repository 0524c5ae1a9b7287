-- title: Proof chain
-- title.zh: 证明链
-- question: Does each proof follow from the one before it, by its hash and its open items?
-- question.zh: 每个证明的哈希和未结项目是否承接前一个？
-- chart: table
-- unit: opening = money(currency)
-- unit: ledger = money(currency)
-- unit: adjusted = money(currency)
-- unit: channel_side = money(currency)
-- unit: tolerated = money(currency)
-- unit: closing = money(currency)
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: currency = Currency | 币种
-- column: opening = Opening | 期初
-- column: ledger = Ledger | 账本侧
-- column: adjusted = Corrected | 调整
-- column: channel_side = Channel | 渠道侧
-- column: tolerated = Tolerated | 容差
-- column: closing = Closing | 期末
-- column: link = Link | 承接
-- column: previous_date = Previous date | 前一业务日
-- column: sha256 = SHA-256 | SHA-256
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 7

-- Opening + ledger + corrected - channel - tolerated = closing. The day before is looked up, not taken from the row: a proof that was changed afterwards breaks the chain here.
SELECT
  proof.business_date AS business_date,
  proof.channel AS channel,
  proof.currency AS currency,
  proof.opening_open_amount AS opening,
  proof.ledger_amount AS ledger,
  proof.adjusted_amount AS adjusted,
  proof.channel_amount AS channel_side,
  proof.tolerated_amount AS tolerated,
  proof.closing_open_amount AS closing,
  multiIf(isNull(proof.previous_date), 'first of its chain',
          before.sha256 = '', 'previous proof is missing',
          before.sha256 != proof.previous_sha256, 'broken: hash of the previous proof differs',
          before.closing_open_amount != proof.opening_open_amount, 'broken: opening differs from previous closing',
          'follows') AS link,
  proof.previous_date AS previous_date,
  proof.sha256 AS sha256
FROM settlement.reconciliation_proof AS proof
LEFT JOIN
(
  -- Nights follow each other by days, by weeks at the most. A Date has nothing before 1970: it would wrap around.
  SELECT business_date, channel, currency, sha256, closing_open_amount
  FROM settlement.reconciliation_proof
  WHERE business_date BETWEEN greatest({from:Date}, toDate('1970-01-01') + 400) - 400 AND {to:Date}
) AS before
  ON before.business_date = proof.previous_date AND before.channel = proof.channel AND before.currency = proof.currency
WHERE proof.business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR proof.channel = {channel:String})
ORDER BY channel, currency, business_date DESC
