-- Work tables of the night's matching: both sides whole, by a hash of what they are matched by. Most rows stand once on each side and
-- agree; only the others go through the tables *_side and reconciliation_pair. Their parts are never merged: the next run empties them.
CREATE TABLE IF NOT EXISTS settlement.reconciliation_ledger_row
(
  business_date Date, channel LowCardinality(String),
  journal_id String, leg UInt16, ledger_date Date, cause LowCardinality(String), kind LowCardinality(String),
  order_id String, refund_id String, channel_id String, amount Int64, currency LowCardinality(String), accounts LowCardinality(String),
  own_id String ALIAS if(cause = 'REFUND', refund_id, order_id),
  key UInt64 MATERIALIZED if(channel_id = '', 0, sipHash64(toString(cause), channel_id)) COMMENT '0: no channel id' CODEC(NONE),
  print Int64 MATERIALIZED reinterpretAsInt64(cityHash64(cause, channel_id, amount)) COMMENT 'A second hash, of the amount too' CODEC(NONE)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY key
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1
COMMENT 'Work table: ledger rows of the day and those carried over';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_channel_row
(
  business_date Date, channel LowCardinality(String),
  merchant LowCardinality(String), channel_date Date, line_no UInt32, cause LowCardinality(String), state LowCardinality(String),
  channel_txn_id String, channel_refund_id String, order_id String, refund_id String,
  amount Int64, currency LowCardinality(String), fee Int64, expected_fee Int64, tolerance Int64,
  channel_id String ALIAS if(cause = 'REFUND', channel_refund_id, channel_txn_id),
  own_id String ALIAS if(cause = 'REFUND', refund_id, order_id),
  key UInt64 MATERIALIZED if(channel_id = '', 0, sipHash64(toString(cause), channel_id)) COMMENT '0: no channel id' CODEC(NONE),
  print Int64 MATERIALIZED reinterpretAsInt64(cityHash64(cause, channel_id, amount)) COMMENT 'A second hash, of the amount too' CODEC(NONE)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY key
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1
COMMENT 'Work table: statement lines of the day and those carried over';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_exception
(
  business_date Date, channel LowCardinality(String), key UInt64
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY key
COMMENT 'Work table: keys under which the two sides do not simply agree';

ALTER TABLE settlement.reconciliation_item_staging MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1;
