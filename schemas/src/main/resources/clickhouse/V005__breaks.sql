-- Corrections in the proof, and the life of a break: NEW, PERSISTING, then RESOLVED or ADJUSTED. Amounts: minor units.
ALTER TABLE settlement.reconciliation_proof
  ADD COLUMN IF NOT EXISTS adjusted_amount Int128 COMMENT 'What corrections of breaks did to the ledger''s side: minus what they moved on the channel''s account, minor units'
  AFTER tolerated_amount,
  COMMENT COLUMN residual 'opening + ledger + adjusted - channel - tolerated - closing: exactly 0';

ALTER TABLE settlement.reconciliation_proof_staging
  ADD COLUMN IF NOT EXISTS adjusted_amount Int128 AFTER tolerated_amount;

ALTER TABLE settlement.reconciliation_item
  COMMENT COLUMN matched_by 'CHANNEL_ID, OWN_ID, CORRECTION (closed by a booked correction); empty when one side is alone';

ALTER TABLE settlement.reconciliation_break
  COMMENT COLUMN status 'NEW, PERSISTING, or ADJUSTED: closed by a booked correction. RESOLVED stands in break_history';

-- Work table of one reconciliation: open items of the day before that a booked correction settles.
CREATE TABLE IF NOT EXISTS settlement.reconciliation_adjusted
(
  business_date Date, channel LowCardinality(String),
  item_id String, break_id String, class LowCardinality(String), journal_id String
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY item_id
COMMENT 'Items that a correction closes, with the journal that does it';

-- A break of the night before that is not there any more was resolved by this one: its rows agree now, or its other side came.
-- LATE is no row here: it is closed when it is found.
CREATE OR REPLACE VIEW settlement.break_history
AS
SELECT business_date, channel, break_id, class, status, origin_date, age_days,
       multiIf(age_days <= 1, '0-1', age_days <= 7, '2-7', age_days <= 30, '8-30', '>30') AS age_bucket,
       currency, ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no
FROM settlement.reconciliation_break WHERE class != 'LATE'
UNION ALL
SELECT night.business_date AS business_date, b.channel AS channel, b.break_id AS break_id, b.class AS class, 'RESOLVED' AS status,
       b.origin_date AS origin_date, toUInt16(dateDiff('day', b.origin_date, night.business_date)) AS age_days,
       multiIf(age_days <= 1, '0-1', age_days <= 7, '2-7', age_days <= 30, '8-30', '>30') AS age_bucket,
       b.currency AS currency, b.ledger_amount AS ledger_amount, b.channel_amount AS channel_amount, b.amount AS amount,
       b.item_id AS item_id, b.order_id AS order_id, b.refund_id AS refund_id, b.channel_txn_id AS channel_txn_id,
       b.channel_line_no AS channel_line_no
FROM settlement.reconciliation_break AS b
INNER JOIN
  (SELECT DISTINCT business_date, channel, assumeNotNull(previous_date) AS earlier
   FROM settlement.reconciliation_proof WHERE previous_date IS NOT NULL) AS night
ON night.channel = b.channel AND night.earlier = b.business_date
WHERE b.class != 'LATE' AND b.status != 'ADJUSTED'
  AND (night.business_date, toString(b.channel), b.break_id) NOT IN
      (SELECT business_date, toString(channel), break_id FROM settlement.reconciliation_break)
COMMENT 'Every break on every night, with its status and age: SELECT * FROM settlement.break_history WHERE business_date = ''2026-11-23''';
