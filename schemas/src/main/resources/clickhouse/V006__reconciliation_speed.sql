-- A work table of the night that makes matching faster.
CREATE TABLE IF NOT EXISTS settlement.reconciliation_repeated
(
  business_date Date,
  channel       LowCardinality(String),
  cause         LowCardinality(String),
  channel_id    String,
  ledger_rows   UInt64 COMMENT 'Rows of the ledger side under the id',
  channel_rows  UInt64 COMMENT 'Lines of the channel side under the id'
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (cause, channel_id)
COMMENT 'Work table: ids of the channel that pair no two rows, since they are empty or stand more than once on a side';
