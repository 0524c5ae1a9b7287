-- title: Proof chain
-- question: Does each proof follow from the one before it, by its hash and its open items?
-- chart: table
-- unit: opening = money(currency)
-- unit: ledger = money(currency)
-- unit: channel_side = money(currency)
-- unit: tolerated = money(currency)
-- unit: closing = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- refresh: 60s
-- position: 5

-- The day before is looked up, not taken from the row: a proof that was changed afterwards breaks the chain here.
SELECT
  proof.business_date AS business_date,
  proof.channel AS channel,
  proof.currency AS currency,
  proof.opening_open_amount AS opening,
  proof.ledger_amount AS ledger,
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
LEFT JOIN settlement.reconciliation_proof AS before
  ON before.business_date = proof.previous_date AND before.channel = proof.channel AND before.currency = proof.currency
WHERE proof.business_date BETWEEN {from:Date} AND {to:Date}
  AND ({channel:String} = '' OR proof.channel = {channel:String})
ORDER BY channel, currency, business_date DESC
