-- Rows of the three sides against the items of the day: each side's figures must be one.
SELECT toInt64(
    (SELECT count() FROM settlement.ledger_entry
     WHERE account >= 'bank:' AND account < 'bank;' AND cause = 'INSTRUCTION' AND kind IN ('CHANNEL_PAYOUT', 'PAYOUT') AND business_date = {business_date:Date})
  + (SELECT count() FROM settlement.channel_statement_line WHERE business_date = {business_date:Date} AND purpose = 'PAYOUT')
  + (SELECT count() FROM settlement.bank_statement_entry WHERE business_date = {business_date:Date} AND has({accounts:Array(String)}, account))
  + (SELECT count() FROM settlement.bank_item WHERE business_date = {previous_date:Date} AND is_open)) AS expected,
  toInt64(count()) AS classified, toInt64(uniqExact(side, row_id)) AS distinct_rows
FROM settlement.bank_item_staging WHERE business_date = {business_date:Date}
