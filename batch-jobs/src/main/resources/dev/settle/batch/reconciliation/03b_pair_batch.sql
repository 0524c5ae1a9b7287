-- The rows of batches by the channel's id, one item a row, with the verdict of their batch.
INSERT INTO settlement.reconciliation_pair
WITH batches AS
  (SELECT cause, reference, group_id, class FROM settlement.reconciliation_group
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND matched_by = 'CHANNEL_ID')
SELECT {business_date:Date}, {channel:String}, '', b.class, 'CHANNEL_ID', false, {business_date:Date}, CAST(NULL, 'Nullable(Int64)'),
       l.journal_id, l.leg, l.ledger_date, l.cause, l.kind, l.order_id, l.refund_id, l.channel_id, l.amount, l.currency,
       '' AS channel_merchant, CAST(NULL, 'Nullable(Date)') AS channel_date, 0 AS channel_line_no, '' AS channel_cause, '' AS channel_state,
       '' AS channel_txn_id, '' AS channel_refund_id, '' AS channel_order_id, '' AS channel_own_refund_id, 0 AS channel_amount,
       '' AS channel_currency, 0 AS channel_fee, 0 AS expected_fee, 0 AS tolerance, l.accounts, b.group_id
FROM settlement.reconciliation_ledger_side AS l
JOIN batches AS b ON b.cause = l.cause AND b.reference = l.channel_id
WHERE l.business_date = {business_date:Date} AND l.channel = {channel:String}
  AND (l.cause, l.channel_id) IN (SELECT cause, reference FROM batches)
UNION ALL
SELECT {business_date:Date}, {channel:String}, if(c.ordinal > 1, toString(c.ordinal), ''), b.class, 'CHANNEL_ID', false, {business_date:Date}, CAST(NULL, 'Nullable(Int64)'),
       '' AS ledger_journal_id, 0 AS ledger_leg, CAST(NULL, 'Nullable(Date)') AS ledger_date, '' AS ledger_cause, '' AS ledger_kind,
       '' AS ledger_order_id, '' AS ledger_refund_id, '' AS ledger_channel_id, 0 AS ledger_amount, '' AS ledger_currency,
       c.merchant, c.channel_date, c.line_no, c.cause, c.state, c.channel_txn_id, c.channel_refund_id,
       c.order_id, c.refund_id, c.amount, c.currency, c.fee, c.expected_fee, c.tolerance, '', b.group_id
FROM
  (SELECT *, row_number() OVER (PARTITION BY cause, merchant, channel_date, channel_txn_id, channel_refund_id, refund_id ORDER BY content, line_no) AS ordinal
   FROM (SELECT *, sipHash64(own_id, amount, fee, currency, state) AS content FROM settlement.reconciliation_channel_side
         WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) IN (SELECT cause, reference FROM batches))) AS c
JOIN batches AS b ON b.cause = c.cause AND b.reference = c.channel_id
SETTINGS join_algorithm = 'hash'
