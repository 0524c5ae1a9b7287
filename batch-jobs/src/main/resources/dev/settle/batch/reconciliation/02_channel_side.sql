-- The channel's side: the day's lines with what was agreed (rate card, tolerance), and what is carried over alone.
-- A refund that failed moves no money. The fee is Decimal arithmetic: exact, rounded half away from zero to the minor unit.
INSERT INTO settlement.reconciliation_channel_side
WITH agreed AS
  (SELECT account_no, argMax(tuple(fee_rate_ppm, tolerance_minor), effective_from) AS terms
   FROM settlement.channel_account
   WHERE channel = {channel:String} AND effective_from <= {business_date:Date}
     AND (effective_to IS NULL OR effective_to >= {business_date:Date})
   GROUP BY account_no)
SELECT {business_date:Date}, {channel:String},
       line.merchant, line.business_date, line.line_no, line.kind, line.state,
       line.channel_txn_id, line.channel_refund_id, line.order_id, line.refund_id,
       if(line.kind = 'REFUND', line.channel_refund_id, line.channel_txn_id),
       if(line.kind = 'REFUND', line.refund_id, line.order_id),
       if(line.state IN ('FAIL', 'FAILED', 'CLOSED'), 0, line.amount), line.currency, line.fee,
       toInt64(round(toDecimal128(line.amount, 0) * toDecimal128(agreed.terms.1, 0) * toDecimal128('0.000001', 6), 0)),
       agreed.terms.2
FROM settlement.channel_statement_line AS line
LEFT JOIN agreed ON agreed.account_no = line.merchant
WHERE line.business_date = {business_date:Date} AND line.channel = {channel:String}
UNION ALL
SELECT {business_date:Date}, {channel:String},
       channel_merchant, assumeNotNull(channel_date), channel_line_no, channel_cause, channel_state,
       channel_txn_id, channel_refund_id, channel_order_id, channel_own_refund_id,
       if(channel_cause = 'REFUND', channel_refund_id, channel_txn_id),
       if(channel_cause = 'REFUND', channel_own_refund_id, channel_order_id),
       channel_amount, channel_currency, channel_fee, expected_fee, tolerance
FROM settlement.reconciliation_item
WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open
  AND class IN ('PENDING', 'MISSING_IN_LEDGER', 'ORPHAN_REFUND') AND channel_merchant != ''
  AND item_id NOT IN
      (SELECT item_id FROM settlement.reconciliation_adjusted WHERE business_date = {business_date:Date} AND channel = {channel:String})
SETTINGS join_algorithm = 'hash'
