-- Batches by the channel's id: one row on one side, several on the other, under an id that both name, and their sums agree.
-- When one of the several agrees with the whole by itself, the others are duplicates of it and not parts.
INSERT INTO settlement.reconciliation_group
WITH repeated AS
  (SELECT cause, channel_id FROM settlement.reconciliation_repeated
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_id != '')
SELECT {business_date:Date}, {channel:String}, 'CHANNEL_ID', cause, reference,
       substring(lower(hex(SHA256(concat({channel:String}, '|CHANNEL_ID|', cause, '|', reference, '|', toString({business_date:Date}))))), 1, 32),
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
     (SELECT true AS in_ledger, cause, channel_id AS reference, amount, currency, 'SUCCESS' AS state, ledger_date AS date,
             0 AS fee, 0 AS expected_fee, 0 AS tolerance, '' AS merchant, accounts
      FROM settlement.reconciliation_ledger_side
      WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) IN (SELECT cause, channel_id FROM repeated)
      UNION ALL
      SELECT false, cause, channel_id, amount, currency, state, channel_date, fee, expected_fee, tolerance, merchant, ''
      FROM settlement.reconciliation_channel_side
      WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) IN (SELECT cause, channel_id FROM repeated))
   WINDOW same AS (PARTITION BY cause, reference))
GROUP BY cause, reference, of_ledger, of_channel, ledger_rows, lines, allowed
HAVING ((ledger_rows = 1 AND lines > 1) OR (ledger_rows > 1 AND lines = 1))
   AND uniqExact(currency) = 1 AND countIf(state != 'SUCCESS') = 0 AND abs(of_ledger - of_channel) <= allowed
   AND countIf(if(in_ledger, ledger_rows, lines) > 1 AND abs(amount - if(in_ledger, of_channel, of_ledger)) <= allowed) = 0
