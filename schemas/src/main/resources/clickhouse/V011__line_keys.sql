-- What the channels' lines were called, day by day, so that a line that comes again on a later day is known without reading the earlier
-- days' lines: 8 bytes a line, ordered, of which a look-up reads the few granules that may hold it. Written by the reconciliation of the day.
CREATE TABLE IF NOT EXISTS settlement.channel_line_key
(
  business_date Date,
  channel       LowCardinality(String),
  key           UInt64 COMMENT 'sipHash64 of the line''s kind and of the channel''s id of it, of payments and refunds that moved money'
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY key
COMMENT 'Ids of the lines of every reconciled day';

CREATE TABLE IF NOT EXISTS settlement.channel_line_key_staging AS settlement.channel_line_key;

-- Days that were reconciled before there were keys. Run again after a cut it writes some keys twice, which says nothing more.
INSERT INTO settlement.channel_line_key
SELECT business_date, channel, sipHash64(toString(kind), if(kind = 'REFUND', channel_refund_id, channel_txn_id))
FROM settlement.channel_statement_line
WHERE purpose = 'TRADE' AND kind IN ('PAYMENT', 'REFUND') AND state = 'SUCCESS'
  AND if(kind = 'REFUND', channel_refund_id, channel_txn_id) != ''
SETTINGS max_partitions_per_insert_block = 0;

CREATE TABLE IF NOT EXISTS settlement.reconciliation_told
(
  business_date Date, channel LowCardinality(String), cause LowCardinality(String), channel_id String
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (cause, channel_id)
COMMENT 'Work table: ids of lines that stand alone and were told on an earlier day already';
