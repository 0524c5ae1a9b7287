-- The figures of the payouts' proof, per side and currency: openings from the proof before, the day from the sides' own tables, the rest
-- from the items.
SELECT side, code, sum(part_opening) AS opening, toInt64(sum(part_rows)) AS day_rows, sum(part_day) AS day, sum(part_settled) AS settled,
       sum(part_closing) AS closing, opening + day - settled - closing AS residual
FROM
(
  SELECT toString(side) AS side, toString(currency) AS code, closing_amount AS part_opening, toUInt64(0) AS part_rows, toInt128(0) AS part_day,
         toInt128(0) AS part_settled, toInt128(0) AS part_closing
  FROM settlement.bank_proof WHERE business_date = {previous_date:Date}
  UNION ALL
  SELECT 'LEDGER', toString(currency), toInt128(0), count(), sum(-toInt128(amount)), toInt128(0), toInt128(0)
  FROM settlement.ledger_entry
  WHERE account >= 'bank:' AND account < 'bank;' AND cause = 'INSTRUCTION' AND kind = 'CHANNEL_PAYOUT' AND business_date = {business_date:Date}
  GROUP BY currency
  UNION ALL
  SELECT 'PAYOUT', toString(currency), toInt128(0), count(), sum(-toInt128(amount)), toInt128(0), toInt128(0)
  FROM settlement.ledger_entry
  WHERE account >= 'bank:' AND account < 'bank;' AND cause = 'INSTRUCTION' AND kind = 'PAYOUT' AND business_date = {business_date:Date}
  GROUP BY currency
  UNION ALL
  SELECT 'CHANNEL', toString(currency), toInt128(0), count(), sum(-toInt128(net)), toInt128(0), toInt128(0)
  FROM settlement.channel_statement_line WHERE business_date = {business_date:Date} AND purpose = 'PAYOUT'
  GROUP BY currency
  UNION ALL
  SELECT 'BANK', toString(currency), toInt128(0), count(), sum(toInt128(amount)), toInt128(0), toInt128(0)
  FROM settlement.bank_statement_entry WHERE business_date = {business_date:Date} AND has({accounts:Array(String)}, account)
  GROUP BY currency
  UNION ALL
  SELECT toString(side), toString(currency), toInt128(0), toUInt64(0), toInt128(0), sumIf(toInt128(amount), NOT is_open), sumIf(toInt128(amount), is_open)
  FROM settlement.bank_item_staging WHERE business_date = {business_date:Date}
  GROUP BY side, currency
)
GROUP BY side, code ORDER BY code, side
