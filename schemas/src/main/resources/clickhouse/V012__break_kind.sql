-- What a break is about (kind of the line, else of the ledger's row), so that a transfer, a chargeback or a fee is seen to be one.
ALTER TABLE settlement.reconciliation_break
  ADD COLUMN IF NOT EXISTS kind LowCardinality(String) COMMENT 'PAYMENT, REFUND, FEE, CHARGEBACK, ADJUSTMENT, TRANSFER: of the line, else of the ledger''s row; empty on breaks from before it was kept';
ALTER TABLE settlement.reconciliation_break_staging
  ADD COLUMN IF NOT EXISTS kind LowCardinality(String);
ALTER TABLE settlement.reconciliation_item
  COMMENT COLUMN ledger_cause 'PAYMENT, REFUND; of an instruction that names a line, the kind of the line',
  COMMENT COLUMN ledger_date 'The day on whose ledger side the row stands: an instruction stands on that of the day on which it met its line',
  COMMENT COLUMN channel_fee 'Minor units, positive when the merchant pays; with the rows of their own that tell it, which have none then';

CREATE OR REPLACE VIEW settlement.break_history
AS
SELECT business_date, channel, break_id, class, status, origin_date, age_days,
       multiIf(age_days <= 1, '0-1', age_days <= 7, '2-7', age_days <= 30, '8-30', '>30') AS age_bucket,
       currency, ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no, kind
FROM settlement.reconciliation_break WHERE class != 'LATE'
UNION ALL
SELECT night.business_date AS business_date, b.channel AS channel, b.break_id AS break_id, b.class AS class, 'RESOLVED' AS status,
       b.origin_date AS origin_date, toUInt16(dateDiff('day', b.origin_date, night.business_date)) AS age_days,
       multiIf(age_days <= 1, '0-1', age_days <= 7, '2-7', age_days <= 30, '8-30', '>30') AS age_bucket,
       b.currency AS currency, b.ledger_amount AS ledger_amount, b.channel_amount AS channel_amount, b.amount AS amount,
       b.item_id AS item_id, b.order_id AS order_id, b.refund_id AS refund_id, b.channel_txn_id AS channel_txn_id,
       b.channel_line_no AS channel_line_no, b.kind AS kind
FROM settlement.reconciliation_break AS b
INNER JOIN
  (SELECT DISTINCT business_date, channel, assumeNotNull(previous_date) AS earlier
   FROM settlement.reconciliation_proof WHERE previous_date IS NOT NULL) AS night
ON night.channel = b.channel AND night.earlier = b.business_date
WHERE b.class != 'LATE' AND b.status != 'ADJUSTED'
  AND (night.business_date, toString(b.channel), b.break_id) NOT IN
      (SELECT business_date, toString(channel), break_id FROM settlement.reconciliation_break)
COMMENT 'Every break on every night, with its status and age: SELECT * FROM settlement.break_history WHERE business_date = ''2026-11-23''';
