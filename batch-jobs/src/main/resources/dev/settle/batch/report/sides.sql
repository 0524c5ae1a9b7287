-- The day's rows of both sides by what they are: each stands in one item.
SELECT side, cause, currency, row_count, amount, fee, expected_fee_sum
FROM
(
  SELECT 'LEDGER' AS side, toString(ledger_cause) AS cause, toString(ledger_currency) AS currency, count() AS row_count,
         sum(toInt128(ledger_amount)) AS amount, toInt128(0) AS fee, toInt128(0) AS expected_fee_sum
  FROM settlement.reconciliation_item
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_journal_id != '' AND ledger_date = {business_date:Date}
  GROUP BY cause, currency
  UNION ALL
  SELECT 'CHANNEL', toString(channel_cause) AS cause, toString(channel_currency) AS currency, count(),
         sum(toInt128(channel_amount)), sum(toInt128(channel_fee)), sum(toInt128(expected_fee))
  FROM settlement.reconciliation_item
  WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_merchant != '' AND channel_date = {business_date:Date}
  GROUP BY cause, currency
)
ORDER BY currency, side DESC, cause
