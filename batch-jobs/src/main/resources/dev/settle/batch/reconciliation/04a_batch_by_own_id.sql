-- Batches by our own id, of what stands alone or whose amounts are apart: parts of a payment or refund under one order or refund id,
-- whose sums agree. When one of the several agrees with the whole by itself, the others are not parts.
INSERT INTO settlement.reconciliation_group
WITH loose AS
  (SELECT *
   FROM settlement.reconciliation_pair
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND class = ''
     AND (matched_by = ''
          OR abs(toInt128(ledger_amount) - toInt128(channel_amount)) > tolerance
             AND if(ledger_cause = 'REFUND', ledger_refund_id, ledger_order_id) = if(channel_cause = 'REFUND', channel_own_refund_id, channel_order_id)))
SELECT {business_date:Date}, {channel:String}, 'OWN_ID', cause, reference,
       substring(lower(hex(SHA256(concat({channel:String}, '|OWN_ID|', cause, '|', reference, '|', toString({business_date:Date}))))), 1, 32),
       multiIf(arrayExists(taken_by -> taken_by != '' AND arrayExists(account -> NOT has(splitByChar(',', taken_by), account),
                 groupUniqArrayIf(merchant, NOT in_ledger)), groupUniqArrayIf(accounts, in_ledger)), 'MERCHANT_MISMATCH',
               countIf(fee != expected_fee) > 0, 'FEE_MISMATCH',
               dateDiff('day', min(date), max(date)) > {tolerance_days:Int32}, 'LATE',
               of_ledger != of_channel OR min(date) != max(date), 'MATCHED_WITHIN_TOLERANCE',
               'MATCHED')
FROM
  (SELECT *,
          sumIf(toInt128(amount), in_ledger) OVER same AS of_ledger, sumIf(toInt128(amount), NOT in_ledger) OVER same AS of_channel,
          countIf(in_ledger) OVER same AS ledger_rows, countIf(NOT in_ledger) OVER same AS lines, max(tolerance) OVER same AS allowed
   FROM
     (SELECT true AS in_ledger, ledger_cause AS cause, if(ledger_cause = 'REFUND', ledger_refund_id, ledger_order_id) AS reference,
             ledger_amount AS amount, ledger_currency AS currency, 'SUCCESS' AS state, assumeNotNull(ledger_date) AS date,
             0 AS fee, 0 AS expected_fee, 0 AS tolerance, '' AS merchant, ledger_accounts AS accounts
      FROM loose WHERE ledger_journal_id != '' AND reference != ''
      UNION ALL
      SELECT false, channel_cause, if(channel_cause = 'REFUND', channel_own_refund_id, channel_order_id) AS own_id,
             channel_amount, channel_currency, channel_state, assumeNotNull(channel_date), channel_fee, loose.expected_fee, loose.tolerance,
             channel_merchant, ''
      FROM loose WHERE channel_merchant != '' AND own_id != '')
   WINDOW same AS (PARTITION BY cause, reference))
GROUP BY cause, reference, of_ledger, of_channel, ledger_rows, lines, allowed
HAVING ((ledger_rows = 1 AND lines > 1) OR (ledger_rows > 1 AND lines = 1))
   AND uniqExact(currency) = 1 AND countIf(state != 'SUCCESS') = 0 AND abs(of_ledger - of_channel) <= allowed
   AND countIf(if(in_ledger, ledger_rows, lines) > 1 AND abs(amount - if(in_ledger, of_channel, of_ledger)) <= allowed) = 0
