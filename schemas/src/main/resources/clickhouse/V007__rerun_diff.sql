-- What a day's re-run changed against the run before it. Amounts: Int64 minor units.
-- Append only. Written before the new results take the place of the old ones, so that a kill loses nothing: a run that is gone on with
-- writes the same rows again, which count once (read with FINAL). A run that was killed before its results counted, and did not go on
-- with the same inputs, leaves its rows; the run after it has the same from_sha256.
CREATE TABLE IF NOT EXISTS settlement.reconciliation_rerun_diff
(
  business_date   Date,
  channel         LowCardinality(String),
  run             UInt32                 COMMENT '1, 2, 3, ... per business date and channel: re-runs that changed something',
  side            LowCardinality(String) COMMENT 'LEDGER or CHANNEL',
  row_key         String                 COMMENT 'Ledger: journal id and leg. Channel: merchant, date, kind, ids of the line',
  change          LowCardinality(String) COMMENT 'NEW, GONE or CHANGED',
  order_id        String,
  refund_id       String,
  class_before    String                 COMMENT 'Classes joined by + where the line stands more than once; empty: the row was not there',
  class_after     String                 COMMENT 'Empty: the row is gone',
  currency        LowCardinality(String) COMMENT 'ISO 4217',
  amount_before   Int64                  COMMENT 'Minor units, of the row on its side',
  amount_after    Int64                  COMMENT 'Minor units',
  fee_before      Int64                  COMMENT 'Minor units, of the channel''s side',
  fee_after       Int64                  COMMENT 'Minor units',
  from_sha256     String                 COMMENT 'Proof of the run before',
  to_sha256       String                 COMMENT 'Proof that took its place',
  recorded_at     DateTime64(3, 'UTC')   COMMENT 'When the re-run found it'
)
ENGINE = ReplacingMergeTree PARTITION BY toYYYYMM(business_date) ORDER BY (business_date, channel, run, side, row_key)
COMMENT 'What re-runs of a day changed, row by row';
