-- What the landing job writes, and the views over it. Amounts: Int64 minor units; sums in Int128. Times: UTC.
-- Every table that the landing job writes keeps a window of insert tokens, so that a repeated block is dropped.
CREATE TABLE IF NOT EXISTS settlement.ledger_entry
(
  account           LowCardinality(String) COMMENT 'Account address, such as user:42 or channel:WECHAT',
  shard             UInt16                 COMMENT 'Shard of a hot account, else 0',
  currency          LowCardinality(String) COMMENT 'ISO 4217',
  sequence          Int64                  COMMENT '1, 2, 3, ... per account, shard and currency, without gap',
  amount            Int64                  COMMENT 'Signed, minor units',
  balance_after     Int64                  COMMENT 'Balance of this account, shard and currency after the entry, minor units',
  journal_id        String                 COMMENT 'Pure function of the business cause; its entries sum to zero',
  leg               UInt16                 COMMENT 'Index of the entry in its journal, from 0',
  counter_account   LowCardinality(String) COMMENT 'The other side of the posting',
  cause             LowCardinality(String) COMMENT 'PAYMENT or REFUND',
  kind              LowCardinality(String) COMMENT 'PURCHASE, TIP, TOP_UP, TRANSFER, WITHDRAWAL',
  channel           LowCardinality(String) COMMENT 'Channel of the order',
  channel_txn_id    Nullable(String)       COMMENT 'The channel''s id of the payment',
  channel_refund_id Nullable(String)       COMMENT 'The channel''s id of the refund, on refunds',
  order_id          String                 COMMENT 'The order that moved the money',
  refund_id         Nullable(String)       COMMENT 'The refund, on refunds',
  merchant_id       Nullable(String)       COMMENT 'The merchant, on purchases and tips',
  event_time        DateTime64(3, 'UTC')   COMMENT 'When it happened',
  booked_at         DateTime64(3, 'UTC')   COMMENT 'When the ledger took it',
  business_date     Date                   COMMENT 'Day of the channel''s zone and cut-off',
  source_lsn        Int64                  COMMENT 'Position in the source database of the change that caused it',
  trace_parent      Nullable(String)       COMMENT 'W3C trace context of the payment',
  INDEX by_order order_id TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_journal journal_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(business_date)
ORDER BY (account, currency, shard, sequence)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'The ledger: every side of every posting, exactly once';

CREATE TABLE IF NOT EXISTS settlement.payment_event
(
  entity            LowCardinality(String) COMMENT 'PAYMENT_ORDER or REFUND',
  entity_id         String                 COMMENT 'Order id or refund id',
  order_id          String                 COMMENT 'The order that the row belongs to',
  version           Int64                  COMMENT 'Version of the row',
  op                LowCardinality(String) COMMENT 'SNAPSHOT, INSERT, UPDATE, DELETE',
  kind              LowCardinality(String) COMMENT 'The order''s kind; empty on refunds',
  channel           LowCardinality(String) COMMENT 'The order''s channel; empty on refunds',
  channel_txn_id    Nullable(String)       COMMENT 'The channel''s id of the payment, or of the refund',
  merchant_id       Nullable(String),
  payer_id          Nullable(String),
  payee_id          Nullable(String),
  currency          LowCardinality(String) COMMENT 'ISO 4217',
  amount            Int64                  COMMENT 'Minor units',
  refunded_amount   Int64                  COMMENT 'Cumulative, minor units; 0 on refunds',
  status            LowCardinality(String) COMMENT 'Status of the row',
  device_id         Nullable(String),
  client_ip         Nullable(String),
  trace_parent      Nullable(String)       COMMENT 'W3C trace context',
  created_at        DateTime64(3, 'UTC'),
  effective_at      Nullable(DateTime64(3, 'UTC')) COMMENT 'paid_at of an order, succeeded_at of a refund',
  updated_at        DateTime64(3, 'UTC'),
  source_lsn        Int64                  COMMENT 'Position in the source database',
  source_tx_id      Int64                  COMMENT 'PostgreSQL transaction',
  committed_at      DateTime64(3, 'UTC')   COMMENT 'Commit time in the source',
  captured_at       DateTime64(3, 'UTC')   COMMENT 'When the connector took it',
  INDEX by_effective effective_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(created_at)
ORDER BY (order_id, entity, entity_id, version)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every captured version of an order or a refund, each once';

CREATE TABLE IF NOT EXISTS settlement.quarantine
(
  quarantine_id  String                 COMMENT 'Pure function of the original''s place',
  category       LowCardinality(String) COMMENT 'Why it was refused, as a code',
  detail         String                 COMMENT 'Why it was refused, for a person',
  entity         LowCardinality(String),
  entity_id      String,
  order_id       String,
  state_met      Nullable(String)       COMMENT 'The state that the change met, JSON',
  original       String                 COMMENT 'The whole record value, base64',
  original_json  Nullable(String)       COMMENT 'The same for reading',
  topic          LowCardinality(String),
  partition      Int32,
  offset         Int64,
  source_lsn     Int64,
  quarantined_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(quarantined_at)
ORDER BY (category, quarantine_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Changes that were refused and moved no money';

CREATE TABLE IF NOT EXISTS settlement.merchant_version
(
  merchant_id String, name String, currency LowCardinality(String), hot Bool,
  version Int64, deleted Bool, updated_at DateTime64(3, 'UTC'), source_lsn Int64
)
ENGINE = MergeTree ORDER BY (merchant_id, version, source_lsn)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every captured version of a merchant';

CREATE TABLE IF NOT EXISTS settlement.channel_account_version
(
  channel LowCardinality(String), account_no String, effective_from Date, effective_to Nullable(Date),
  statement_format Nullable(String) COMMENT 'Format of the agreed statement; null: none is agreed',
  currency LowCardinality(String),
  fee_rate_ppm Int32 COMMENT 'Fee in parts per million of the amount',
  tolerance_minor Int64 COMMENT 'Largest tolerated difference, minor units',
  grace_days Int32 COMMENT 'Days that a ledger row may wait for the channel',
  version Int64, deleted Bool, updated_at DateTime64(3, 'UTC'), source_lsn Int64
)
ENGINE = MergeTree ORDER BY (channel, account_no, effective_from, version, source_lsn)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every captured version of what was agreed with a channel';

CREATE OR REPLACE VIEW settlement.account_balance
AS SELECT account, currency, sum(toInt128(amount)) AS balance
   FROM settlement.ledger_entry GROUP BY account, currency;

-- Reference rows as they are now: what stands last in the source's log, so that a row deleted and made again counts.
CREATE OR REPLACE VIEW settlement.merchant
AS SELECT merchant_id, argMax(tuple(v.name, v.currency, v.hot, v.deleted), tuple(v.source_lsn, v.version)) AS latest,
          latest.1 AS name, latest.2 AS currency, latest.3 AS hot
   FROM settlement.merchant_version AS v GROUP BY merchant_id HAVING NOT latest.4;

CREATE OR REPLACE VIEW settlement.channel_account
AS SELECT channel, account_no, effective_from,
          argMax(tuple(v.effective_to, v.statement_format, v.currency, v.fee_rate_ppm, v.tolerance_minor, v.grace_days, v.deleted),
                 tuple(v.source_lsn, v.version)) AS latest,
          latest.1 AS effective_to, latest.2 AS statement_format, latest.3 AS currency,
          latest.4 AS fee_rate_ppm, latest.5 AS tolerance_minor, latest.6 AS grace_days
   FROM settlement.channel_account_version AS v GROUP BY channel, account_no, effective_from HAVING NOT latest.7;

-- The state of each order and refund now: its last captured version.
CREATE OR REPLACE VIEW settlement.payment_current
AS SELECT order_id, entity, entity_id,
          argMax(tuple(v.version, v.op, v.kind, v.channel, v.channel_txn_id, v.merchant_id, v.currency, v.amount,
                       v.refunded_amount, v.status, v.created_at, v.effective_at), tuple(v.version, v.source_lsn)) AS latest,
          latest.1 AS version, latest.2 AS op, latest.3 AS kind, latest.4 AS channel, latest.5 AS channel_txn_id,
          latest.6 AS merchant_id, latest.7 AS currency, latest.8 AS amount, latest.9 AS refunded_amount,
          latest.10 AS status, latest.11 AS created_at, latest.12 AS effective_at
   FROM settlement.payment_event AS v GROUP BY order_id, entity, entity_id;
