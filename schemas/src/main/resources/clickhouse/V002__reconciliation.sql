-- What the night writes. Amounts: Int64 minor units, sums in Int128. No column holds a time of computation except the
-- record of intake, so that a night that is run again writes the same bytes. Results are computed into the *_staging
-- tables and swapped in with REPLACE PARTITION: one partition per business date and channel.
CREATE TABLE IF NOT EXISTS settlement.channel_statement_file
(
  business_date  Date                   COMMENT 'The night that took the file',
  channel        LowCardinality(String),
  generation     UInt32                 COMMENT '1, 2, 3, ... per business date and channel: the order of intake',
  merchant       String                 COMMENT 'Account at the channel (商户号); empty when the file did not get that far',
  part           LowCardinality(String) COMMENT 'ALL, SUCCESS or REFUND: what the file covers',
  sha256         String                 COMMENT 'Of the uncompressed content',
  file_name      String,
  format         LowCardinality(String),
  verdict        LowCardinality(String) COMMENT 'accepted, refused, or replaced by a later generation',
  reason         String                 COMMENT 'Why it was refused or replaced',
  lines          UInt64,
  currency       LowCardinality(String) COMMENT 'ISO 4217',
  payment_count  UInt64,
  payment_amount Int64                  COMMENT 'Minor units',
  refund_count   UInt64,
  refund_amount  Int64                  COMMENT 'Positive, minor units',
  fee_amount     Int64                  COMMENT 'Positive when the merchant pays, minor units',
  net_amount     Int64                  COMMENT 'Minor units',
  taken_at       DateTime64(3, 'UTC')   COMMENT 'When it was read'
)
ENGINE = MergeTree ORDER BY (business_date, channel, generation, sha256)
COMMENT 'Every statement file that a night met, accepted or refused';

-- The files whose lines count: of each content the last word, if that is accepted.
CREATE OR REPLACE VIEW settlement.channel_statement_current
AS SELECT business_date, channel, merchant, part, sha256,
          argMax(tuple(v.verdict, v.file_name, v.lines, v.payment_count, v.payment_amount, v.refund_count, v.refund_amount, v.fee_amount, v.net_amount, v.currency),
                 generation) AS latest,
          latest.2 AS file_name, latest.3 AS lines, latest.4 AS payment_count, latest.5 AS payment_amount,
          latest.6 AS refund_count, latest.7 AS refund_amount, latest.8 AS fee_amount, latest.9 AS net_amount,
          latest.10 AS currency
   FROM settlement.channel_statement_file AS v WHERE v.verdict != 'refused'
   GROUP BY business_date, channel, merchant, part, sha256 HAVING latest.1 = 'accepted';

CREATE TABLE IF NOT EXISTS settlement.channel_statement_line
(
  business_date     Date,
  channel           LowCardinality(String),
  merchant          LowCardinality(String) COMMENT 'Account at the channel',
  file_sha256       LowCardinality(String) COMMENT 'The file that the line stands in',
  line_no           UInt32                 COMMENT 'Line of the file, from 1',
  kind              LowCardinality(String) COMMENT 'PAYMENT, REFUND, FEE, PAYOUT, CHARGEBACK, ADJUSTMENT, TRANSFER',
  state             LowCardinality(String) COMMENT 'The channel''s state: SUCCESS, PROCESSING, FAIL, ...',
  channel_txn_id    String                 COMMENT 'The channel''s id of the payment; on refunds of the payment refunded',
  channel_refund_id String                 COMMENT 'The channel''s id of the refund, else empty',
  order_id          String                 COMMENT 'Our id of the order',
  refund_id         String                 COMMENT 'Our id of the refund, else empty',
  currency          LowCardinality(String) COMMENT 'ISO 4217',
  amount            Int64                  COMMENT 'Signed, minor units: a refund is negative',
  fee               Int64                  COMMENT 'Signed, minor units: positive when the merchant pays',
  net               Int64                  COMMENT 'amount - fee, minor units',
  occurred_at       DateTime64(3, 'UTC')
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (merchant, file_sha256, line_no)
COMMENT 'The canonical lines of the accepted channel statements';

CREATE TABLE IF NOT EXISTS settlement.channel_statement_line_staging AS settlement.channel_statement_line;

CREATE TABLE IF NOT EXISTS settlement.control_total
(
  business_date Date,
  channel       LowCardinality(String),
  measure       LowCardinality(String) COMMENT 'STATE (rows by state), POSTED (what moved money), REFUNDED (of the orders against the refunds)',
  kind          LowCardinality(String) COMMENT 'Kind of the order',
  state         LowCardinality(String),
  currency      LowCardinality(String),
  source        LowCardinality(String) COMMENT 'POSTGRES, LEDGER_TOPIC, CLICKHOUSE_LEDGER, CLICKHOUSE_PAYMENTS, ORDERS, REFUNDS',
  row_count     UInt64,
  amount        Int128                 COMMENT 'Minor units',
  agrees        Bool                   COMMENT 'All sources of this key say the same'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (channel, measure, kind, state, currency, source)
COMMENT 'What the completeness gate compared';

CREATE TABLE IF NOT EXISTS settlement.control_total_staging AS settlement.control_total;

-- Work tables of one reconciliation: the two sides and what their channel ids pair. Emptied by the next run.
CREATE TABLE IF NOT EXISTS settlement.reconciliation_ledger_side
(
  business_date Date, channel LowCardinality(String),
  journal_id String, leg UInt16, ledger_date Date, cause LowCardinality(String), kind LowCardinality(String),
  order_id String, refund_id String, channel_id String, own_id String, amount Int64, currency LowCardinality(String)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (cause, channel_id, journal_id, leg)
COMMENT 'Ledger rows of the day and those carried over';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_channel_side
(
  business_date Date, channel LowCardinality(String),
  merchant LowCardinality(String), channel_date Date, line_no UInt32, cause LowCardinality(String), state LowCardinality(String),
  channel_txn_id String, channel_refund_id String, order_id String, refund_id String, channel_id String, own_id String,
  amount Int64, currency LowCardinality(String), fee Int64, expected_fee Int64, tolerance Int64
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (cause, channel_id, merchant, channel_date, line_no)
COMMENT 'Statement lines of the day and those carried over';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_item
(
  business_date      Date,
  channel            LowCardinality(String),
  item_id            String                 COMMENT 'Stable hash of the sides',
  class              LowCardinality(String) COMMENT 'MATCHED, MATCHED_WITHIN_TOLERANCE, LATE, PENDING or a break type',
  matched_by         LowCardinality(String) COMMENT 'CHANNEL_ID, OWN_ID; empty when one side is alone',
  is_open            Bool                   COMMENT 'Carried over to the next day',
  origin_date        Date                   COMMENT 'Business date on which the item came up',
  difference         Nullable(Int64)        COMMENT 'Ledger less channel, minor units; null when the currencies differ',
  ledger_journal_id  String                 COMMENT 'Empty: no ledger side',
  ledger_leg         UInt16,
  ledger_date        Nullable(Date),
  ledger_cause       LowCardinality(String),
  ledger_kind        LowCardinality(String),
  ledger_order_id    String,
  ledger_refund_id   String,
  ledger_channel_id  String,
  ledger_amount      Int64                  COMMENT 'What the channel owes by the ledger, minor units; a refund is negative',
  ledger_currency    LowCardinality(String),
  channel_merchant   LowCardinality(String) COMMENT 'Empty: no channel side',
  channel_date       Nullable(Date),
  channel_line_no    UInt32                 COMMENT 'Line of the file',
  channel_cause      LowCardinality(String),
  channel_state      LowCardinality(String),
  channel_txn_id     String,
  channel_refund_id  String,
  channel_order_id   String,
  channel_own_refund_id String              COMMENT 'Our id of the refund by the channel',
  channel_amount     Int64                  COMMENT 'What the channel says it owes, minor units; 0 for a failed refund',
  channel_currency   LowCardinality(String),
  channel_fee        Int64                  COMMENT 'Minor units, positive when the merchant pays',
  expected_fee       Int64                  COMMENT 'By the rate card, minor units',
  tolerance          Int64                  COMMENT 'Largest tolerated difference, minor units'
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (class, item_id)
COMMENT 'Every ledger row and every statement line of the day in exactly one class';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_item_staging AS settlement.reconciliation_item;
CREATE TABLE IF NOT EXISTS settlement.reconciliation_pair AS settlement.reconciliation_item
COMMENT 'Work table: the items before they are classified';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_break
(
  business_date   Date,
  channel         LowCardinality(String),
  break_id        String                 COMMENT 'Stable hash of the sides and the class',
  class           LowCardinality(String),
  status          LowCardinality(String) COMMENT 'NEW or PERSISTING',
  origin_date     Date,
  age_days        UInt16,
  currency        LowCardinality(String),
  ledger_amount   Int64                  COMMENT 'Minor units; 0 when the ledger has no row',
  channel_amount  Int64                  COMMENT 'Minor units; 0 when the channel has no line',
  amount          Int64                  COMMENT 'Money at stake: ledger less channel; of a fee: charged less expected; of a status: the whole amount',
  item_id         String,
  order_id        String,
  refund_id       String,
  channel_txn_id  String,
  channel_line_no UInt32
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (class, break_id)
COMMENT 'What does not agree';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_break_staging AS settlement.reconciliation_break;

CREATE TABLE IF NOT EXISTS settlement.reconciliation_proof
(
  business_date       Date,
  channel             LowCardinality(String),
  currency            LowCardinality(String),
  opening_open_amount Int128 COMMENT 'Open items of the day before, minor units',
  ledger_rows         UInt64,
  ledger_amount       Int128 COMMENT 'What the channel owes for the day by the ledger, minor units',
  channel_lines       UInt64,
  channel_amount      Int128 COMMENT 'What the channel says it owes for the day, minor units',
  tolerated_amount    Int128 COMMENT 'Differences of closed items, minor units',
  matched_rows        UInt64 COMMENT 'Items in the classes MATCHED, MATCHED_WITHIN_TOLERANCE and LATE',
  matched_amount      Int128 COMMENT 'Their amount by the channel, minor units',
  fee_amount          Int128 COMMENT 'Fees charged by the day''s lines, minor units',
  break_count         UInt64,
  break_amount        Int128 COMMENT 'Ledger less channel over the breaks, minor units',
  closing_open_amount Int128 COMMENT 'Open items after the day, minor units',
  residual            Int128 COMMENT 'opening + ledger - channel - tolerated - closing: exactly 0',
  verdict             LowCardinality(String) COMMENT 'PROVED or INCOMPLETE',
  results_sha256      String COMMENT 'Of the day''s items and breaks',
  previous_date       Nullable(Date),
  previous_sha256     String COMMENT 'Of the proof before; empty at the first',
  sha256              String COMMENT 'Of this proof chained to the one before'
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (currency)
COMMENT 'Statement of proof per day, channel and currency, chained';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_proof_staging AS settlement.reconciliation_proof;
