-- The figures of the statement of proof, per currency: openings from the proof before, the two sides from their own
-- tables, with the instructions that met their line, corrections from the journals that close items (00), the rest from the classified items. The residual says whether the
-- classification lost or invented money. What a fee's correction moves is no part of either side: what its item
-- leaves between the sides, and what a corrected batch does, is tolerated.
SELECT currency,
       sum(part_opening) AS opening_open_amount,
       sum(part_ledger_rows) AS ledger_rows, sum(part_ledger) AS ledger_amount,
       sum(part_channel_lines) AS channel_lines, sum(part_channel) AS channel_amount,
       sum(part_tolerated) AS tolerated_amount, sum(part_adjusted) AS adjusted_amount,
       sum(part_matched_rows) AS matched_rows, sum(part_matched) AS matched_amount, sum(part_fee) AS fee_amount,
       sum(part_break_count) AS break_count, sum(part_break) AS break_amount, sum(part_closing) AS closing_open_amount,
       opening_open_amount + ledger_amount + adjusted_amount - channel_amount - tolerated_amount - closing_open_amount AS residual
FROM
(
  SELECT currency, closing_open_amount AS part_opening, toUInt64(0) AS part_ledger_rows, toInt128(0) AS part_ledger,
         toUInt64(0) AS part_channel_lines, toInt128(0) AS part_channel, toInt128(0) AS part_tolerated,
         toUInt64(0) AS part_matched_rows, toInt128(0) AS part_matched, toInt128(0) AS part_fee,
         toUInt64(0) AS part_break_count, toInt128(0) AS part_break, toInt128(0) AS part_closing, toInt128(0) AS part_adjusted
  FROM settlement.reconciliation_proof WHERE business_date = {previous_date:Date} AND channel = {channel:String}
  UNION ALL
  SELECT currency, 0, count(), sum(-toInt128(amount)), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM settlement.ledger_entry
  WHERE account = concat('channel:', {channel:String}) AND business_date = {business_date:Date} AND cause IN ('PAYMENT', 'REFUND')
  GROUP BY currency
  UNION ALL
  SELECT currency, 0, count(), sum(toInt128(amount)), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM settlement.reconciliation_ledger_side
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND cause NOT IN ('PAYMENT', 'REFUND')
  GROUP BY currency
  UNION ALL
  SELECT currency, 0, 0, 0, count(), sum(if(state IN ('FAIL', 'FAILED', 'CLOSED'), 0, toInt128(amount))), 0, 0, 0, sum(toInt128(fee)), 0, 0, 0, 0
  FROM settlement.channel_statement_line
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND purpose = 'TRADE' GROUP BY currency
  UNION ALL
  SELECT ledger_currency AS item_currency, 0, 0, 0, 0, 0, sumIf(toInt128(ledger_amount), NOT is_open AND NOT (matched_by = 'CORRECTION' AND class != 'FEE_MISMATCH' AND group_id = '')), 0, 0, 0,
         countIf(class NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'PENDING') AND matched_by != 'CORRECTION'),
         sumIf(toInt128(ledger_amount), class NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'PENDING') AND matched_by != 'CORRECTION'),
         sumIf(toInt128(ledger_amount), is_open), 0
  FROM settlement.reconciliation_item_staging
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_journal_id != '' GROUP BY ledger_currency
  UNION ALL
  SELECT channel_currency AS item_currency, 0, 0, 0, 0, 0, sumIf(-toInt128(channel_amount), NOT is_open AND NOT (matched_by = 'CORRECTION' AND class != 'FEE_MISMATCH' AND group_id = '')),
         countIf(NOT is_open AND matched_by != 'CORRECTION'), sumIf(toInt128(channel_amount), NOT is_open AND matched_by != 'CORRECTION'), 0,
         countIf(class NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'PENDING') AND matched_by != 'CORRECTION' AND ledger_journal_id = ''),
         sumIf(-toInt128(channel_amount), class NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'PENDING') AND matched_by != 'CORRECTION'),
         sumIf(-toInt128(channel_amount), is_open), 0
  FROM settlement.reconciliation_item_staging
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_merchant != '' GROUP BY channel_currency
  UNION ALL
  SELECT currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(-toInt128(amount))
  FROM settlement.ledger_entry
  WHERE account = concat('channel:', {channel:String}) AND cause = 'INSTRUCTION' AND kind = 'CORRECTION'
    AND business_date > {previous_date:Date} AND business_date <= {business_date:Date}
    AND journal_id IN
        (SELECT journal_id FROM settlement.reconciliation_adjusted
         WHERE business_date = {business_date:Date} AND channel = {channel:String} AND class != 'FEE_MISMATCH')
  GROUP BY currency
)
GROUP BY currency ORDER BY currency
