-- Every movement of money: holds, the batch side's instructions, alerts, closed days; and balances as of and as known at a time.
-- Amounts: Int64 minor units; sums in Int128. Times: UTC. Each table that the landing job writes keeps a window of insert tokens.
ALTER TABLE settlement.ledger_entry
  ADD COLUMN IF NOT EXISTS hold_id                Nullable(String) COMMENT 'The hold, on HOLD, CAPTURE, RELEASE and EXPIRY',
  ADD COLUMN IF NOT EXISTS instruction_id         Nullable(String) COMMENT 'The instruction, on INSTRUCTION',
  ADD COLUMN IF NOT EXISTS business_key           Nullable(String) COMMENT 'What the instruction is for, unique per kind',
  ADD COLUMN IF NOT EXISTS original_business_date Nullable(Date)   COMMENT 'The day that it belongs to by its event time, when that day was closed already',
  COMMENT COLUMN counter_account 'The other side of the posting; empty when the journal has several',
  COMMENT COLUMN cause           'PAYMENT, REFUND, HOLD, CAPTURE, RELEASE, EXPIRY, INSTRUCTION',
  COMMENT COLUMN kind            'The order''s kind: PURCHASE, TIP, TOP_UP, TRANSFER, WITHDRAWAL; HOLD on holds; the instruction''s kind on instructions',
  COMMENT COLUMN channel         'Channel of the order or instruction; WALLET on holds',
  COMMENT COLUMN order_id        'The order that moved the money; empty on holds, and on instructions that are not about one order',
  COMMENT COLUMN merchant_id     'The merchant, on purchases, tips and holds, and on instructions that name one',
  COMMENT COLUMN business_date   'Day of the channel''s zone and cut-off; the first open day when that day was closed',
  COMMENT COLUMN trace_parent    'W3C trace context of what moved the money';

ALTER TABLE settlement.payment_event
  ADD COLUMN IF NOT EXISTS captured_amount Int64 COMMENT 'Cumulative, of a hold, minor units; else 0',
  ADD COLUMN IF NOT EXISTS expires_at      Nullable(DateTime64(3, 'UTC')) COMMENT 'When a hold runs out',
  COMMENT COLUMN entity       'PAYMENT_ORDER, REFUND or FUNDS_HOLD',
  COMMENT COLUMN entity_id    'Order, refund or hold id',
  COMMENT COLUMN order_id     'The order that the row belongs to; of a hold the hold itself',
  COMMENT COLUMN kind         'The order''s kind; HOLD on holds; empty on refunds',
  COMMENT COLUMN channel      'The order''s channel; WALLET on holds; empty on refunds',
  COMMENT COLUMN payer_id     'Who pays; of a hold the owner of the money',
  COMMENT COLUMN effective_at 'When the row came into its status: paid_at of an order, succeeded_at of a refund; of a hold created_at when HELD, captured_at when CAPTURED, closed_at when RELEASED or EXPIRED';

ALTER TABLE settlement.quarantine
  ADD COLUMN IF NOT EXISTS replay_of Nullable(String) COMMENT 'The quarantine_id whose replay was refused again';

-- Now with what a hold captured.
CREATE OR REPLACE VIEW settlement.payment_current
AS SELECT order_id, entity, entity_id,
          argMax(tuple(v.version, v.op, v.kind, v.channel, v.channel_txn_id, v.merchant_id, v.currency, v.amount,
                       v.refunded_amount, v.status, v.created_at, v.effective_at, v.captured_amount), tuple(v.version, v.source_lsn)) AS latest,
          latest.1 AS version, latest.2 AS op, latest.3 AS kind, latest.4 AS channel, latest.5 AS channel_txn_id,
          latest.6 AS merchant_id, latest.7 AS currency, latest.8 AS amount, latest.9 AS refunded_amount,
          latest.10 AS status, latest.11 AS created_at, latest.12 AS effective_at, latest.13 AS captured_amount
   FROM settlement.payment_event AS v GROUP BY order_id, entity, entity_id;

CREATE TABLE IF NOT EXISTS settlement.ledger_instruction
(
  instruction_id String                 COMMENT 'Its journal is instruction:{instruction_id}',
  kind           LowCardinality(String) COMMENT 'CHANNEL_FEE, CHANNEL_PAYOUT, SPLIT, CLAWBACK, SETTLEMENT, RESERVE, PAYOUT, TOLERANCE, CORRECTION',
  business_key   String                 COMMENT 'What it is for, unique per kind',
  business_date  Date                   COMMENT 'The day that it asks for; the ledger books it into the first open one',
  channel        LowCardinality(String) COMMENT 'The channel whose business dates count',
  order_id       Nullable(String),
  merchant_id    Nullable(String),
  legs           Array(Tuple(account String, currency String, amount Int64)) COMMENT 'Signed minor units; they sum to zero per currency',
  reason         Nullable(String),
  maker          String                 COMMENT 'Who ordered it',
  checker        Nullable(String)       COMMENT 'Who approved it, another person',
  trace_parent   Nullable(String)       COMMENT 'W3C trace context',
  created_at     DateTime64(3, 'UTC'),
  source_lsn     Int64                  COMMENT 'Position in the source database',
  source_tx_id   Int64                  COMMENT 'PostgreSQL transaction',
  committed_at   DateTime64(3, 'UTC')   COMMENT 'Commit time in the source',
  captured_at    DateTime64(3, 'UTC')   COMMENT 'When the connector took it'
)
ENGINE = MergeTree PARTITION BY toYYYYMM(created_at) ORDER BY instruction_id
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every captured instruction of the batch side, once; whether it was booked or refused stands in ledger_entry and quarantine';

CREATE TABLE IF NOT EXISTS settlement.ledger_alert
(
  type          LowCardinality(String) COMMENT 'OVERDRAFT: an available balance fell below zero; COMMITTABLE_DROPPED: output of a job was not committed, or may not have been',
  alert_id      String                 COMMENT 'Pure function of the cause',
  severity      LowCardinality(String) COMMENT 'WARNING or CRITICAL',
  detail        String                 COMMENT 'What happened and what to do, for a person',
  account       Nullable(String),
  shard         Nullable(UInt16),
  currency      LowCardinality(Nullable(String)) COMMENT 'ISO 4217',
  sequence      Nullable(Int64)        COMMENT 'Of the entry that caused it',
  amount        Nullable(Int64)        COMMENT 'Of the entry, signed, minor units',
  balance_after Nullable(Int64)        COMMENT 'Minor units',
  journal_id    Nullable(String),
  order_id      Nullable(String),
  event_time    Nullable(DateTime64(3, 'UTC')) COMMENT 'When it happened',
  raised_at     DateTime64(3, 'UTC')   COMMENT 'When it was noticed'
)
ENGINE = MergeTree PARTITION BY toYYYYMM(raised_at) ORDER BY (type, alert_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What a person should know about the ledger, each alert once';

CREATE TABLE IF NOT EXISTS settlement.day_closing
(
  channel         LowCardinality(String),
  business_date   Date                   COMMENT 'This date and every earlier one of the channel is closed',
  closed_by       String,
  requested_at    DateTime64(3, 'UTC')   COMMENT 'When the closing was written to the source',
  source_lsn      Int64                  COMMENT 'Position of the closing in the source: a change behind it is late',
  acknowledged_at DateTime64(3, 'UTC')   COMMENT 'When the ledger took it in'
)
ENGINE = MergeTree ORDER BY (channel, business_date)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Closed business days as the ledger took them in';

-- Balances in time. A late payment of 10:00 that was booked at 12:00 is in the balance as of 11:00, and not in the balance of 11:00
-- as it was known at 11:30.
CREATE OR REPLACE VIEW settlement.account_balance_as_of
AS SELECT account, currency, sum(toInt128(amount)) AS balance
   FROM settlement.ledger_entry
   WHERE event_time <= {at:DateTime64(3, 'UTC')}
   GROUP BY account, currency
COMMENT 'Balances as of a time, by all that is known today. SELECT * FROM settlement.account_balance_as_of(at = ''2026-11-23 16:00:00'') WHERE account = ''user:42''';

CREATE OR REPLACE VIEW settlement.account_balance_as_known
AS SELECT account, currency, sum(toInt128(amount)) AS balance
   FROM settlement.ledger_entry
   WHERE event_time <= {at:DateTime64(3, 'UTC')} AND booked_at <= {known_at:DateTime64(3, 'UTC')}
   GROUP BY account, currency
COMMENT 'Balances as of a time, by what the ledger knew at another. SELECT * FROM settlement.account_balance_as_known(at = ''2026-11-23 16:00:00'', known_at = ''2026-11-24 02:00:00'') WHERE account = ''user:42''';

CREATE OR REPLACE VIEW settlement.account_balance_of_day
AS SELECT account, currency, sum(toInt128(amount)) AS balance
   FROM settlement.ledger_entry
   WHERE business_date <= {day:Date}
   GROUP BY account, currency
COMMENT 'Balances at the end of a business day; of a day that every channel has closed they never change. SELECT * FROM settlement.account_balance_of_day(day = ''2026-11-23'') WHERE account = ''user:42''';
