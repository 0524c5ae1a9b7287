-- The channel's side: the day's trade lines with what was agreed (rate card, tolerance), and what is carried over alone.
-- A refund that failed moves no money. What rows of their own tell of a line's fee is counted to it, a fee to the payment and what is given
-- back to the refund; these rows themselves are no trade (06a). Only payments and refunds have an expected fee. It is Decimal arithmetic:
-- exact, the rate's part rounded to the minor unit as the card says, by the row that is in force on the line's own date; without one by the
-- account's rate, half away from zero, given back on refunds.
-- Tolerance: the larger of the absolute one and of a part of the amount, rounded down.
INSERT INTO settlement.reconciliation_channel_row
WITH agreed AS
  (SELECT account_no, argMax(tuple(fee_rate_ppm, tolerance_minor), effective_from) AS terms
   FROM settlement.channel_account
   WHERE channel = {channel:String} AND effective_from <= {business_date:Date}
     AND (effective_to IS NULL OR effective_to >= {business_date:Date})
   GROUP BY account_no),
fee_row AS
  (SELECT merchant AS payer, if(fee < 0, 'REFUND', 'PAYMENT') AS fee_of, channel_txn_id AS fee_id, sum(fee) AS told_fee
   FROM settlement.channel_statement_line
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND purpose = 'TRADE' AND kind = 'FEE' AND channel_txn_id != ''
   GROUP BY payer, fee_of, fee_id),
traded AS
  (SELECT *, channel_txn_id IN (SELECT fee_id FROM fee_row) OR channel_refund_id IN (SELECT fee_id FROM fee_row) AS may_have_row
   FROM settlement.channel_statement_line
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND purpose = 'TRADE' AND kind != 'FEE'),
card AS
  (SELECT * FROM settlement.reconciliation_fee_rate WHERE business_date = {business_date:Date} AND channel = {channel:String})
SELECT {business_date:Date}, {channel:String},
       line.merchant, line.business_date, line.line_no, line.kind, line.state,
       line.channel_txn_id, line.channel_refund_id, line.order_id, line.refund_id,
       if(line.state IN ('FAIL', 'FAILED', 'CLOSED'), 0, line.amount), line.currency, line.fee + line.told_fee,
       multiIf(card.agreed,
          card.direction * least(card.maximum_minor, greatest(card.minimum_minor, card.fixed_minor
            + toInt64(multiIf(card.rounding = 'HALF_UP', round(line.exact_size * toDecimal128(card.rate_ppm, 0), 0),
                              card.rounding = 'HALF_EVEN', roundBankers(line.exact_size * toDecimal128(card.rate_ppm, 0), 0),
                              card.rounding = 'DOWN', floor(line.exact_size * toDecimal128(card.rate_ppm, 0), 0),
                              ceil(line.exact_size * toDecimal128(card.rate_ppm, 0), 0))))),
          line.kind NOT IN ('PAYMENT', 'REFUND'), 0,
          toInt64(round(toDecimal128(line.amount, 0) * toDecimal128(agreed.terms.1, 0) * toDecimal128('0.000001', 6), 0))),
       if({tolerance_absolute:Int64} < 0, agreed.terms.2,
          greatest({tolerance_absolute:Int64}, toInt64(floor(line.exact_size * toDecimal128({tolerance_ppm:Int32}, 0), 0))))
FROM
  (SELECT *, toString(merchant) AS account, toString(kind) AS line_kind,
          toDate(occurred_at + {cut_off_shift:Int32}, {zone:String}) AS own_date,
          toDecimal128(abs(amount), 0) * toDecimal128('0.000001', 6) AS exact_size
   FROM
     (SELECT *, toInt64(0) AS told_fee FROM traded WHERE NOT may_have_row
      UNION ALL
      SELECT traded.*, fee_row.told_fee FROM traded
      LEFT JOIN fee_row ON fee_row.payer = traded.merchant AND fee_row.fee_of = traded.kind
        AND fee_row.fee_id = if(traded.kind = 'REFUND' AND traded.channel_refund_id != '', traded.channel_refund_id, traded.channel_txn_id)
      WHERE (SELECT count() FROM fee_row) > 0 AND may_have_row)) AS line
LEFT JOIN agreed ON agreed.account_no = line.account
ASOF LEFT JOIN card ON card.account_no = line.account AND card.kind = line.line_kind AND card.effective_from <= line.own_date
UNION ALL
SELECT {business_date:Date}, {channel:String},
       channel_merchant, assumeNotNull(channel_date), channel_line_no, channel_cause, channel_state,
       channel_txn_id, channel_refund_id, channel_order_id, channel_own_refund_id,
       channel_amount, channel_currency, channel_fee, expected_fee, tolerance
FROM settlement.reconciliation_item
WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open
  AND class IN ('PENDING', 'MISSING_IN_LEDGER', 'ORPHAN_REFUND', 'UNCLASSIFIED') AND channel_merchant != '' AND ledger_journal_id = ''
  AND channel_cause != 'FEE'
  AND item_id NOT IN
      (SELECT item_id FROM settlement.reconciliation_adjusted WHERE business_date = {business_date:Date} AND channel = {channel:String})
SETTINGS join_algorithm = 'hash'
