-- Matching of batches and of merchants' accounts, rate cards with effective dates, a checksum over the lines too.
-- Columns come last, so that what was written before keeps its bytes; results_layout says which columns a proof covers.
ALTER TABLE settlement.channel_statement_line
  ADD COLUMN IF NOT EXISTS purpose  LowCardinality(String) DEFAULT 'TRADE' COMMENT 'TRADE: matched with payments and refunds; PAYOUT: matched with the bank; FUNDS: told by another statement of the account, kept only',
  ADD COLUMN IF NOT EXISTS batch_id String COMMENT 'The channel''s id of the payout or batch that the line is settled in, else empty';
ALTER TABLE settlement.channel_statement_line_staging
  ADD COLUMN IF NOT EXISTS purpose  LowCardinality(String) DEFAULT 'TRADE',
  ADD COLUMN IF NOT EXISTS batch_id String;

ALTER TABLE settlement.reconciliation_ledger_side
  ADD COLUMN IF NOT EXISTS accounts LowCardinality(String) COMMENT 'Accounts at the channel that take the merchant''s money, separated by commas; empty: any';

ALTER TABLE settlement.reconciliation_item
  ADD COLUMN IF NOT EXISTS ledger_accounts LowCardinality(String) COMMENT 'Accounts at the channel that take the merchant''s money, separated by commas; empty: any',
  ADD COLUMN IF NOT EXISTS group_id String COMMENT 'Rows that were matched as a batch, one item a row, have one; else empty',
  COMMENT COLUMN difference 'Ledger less channel, minor units; null when the currencies differ, and on a row of a batch';
ALTER TABLE settlement.reconciliation_item_staging
  ADD COLUMN IF NOT EXISTS ledger_accounts LowCardinality(String),
  ADD COLUMN IF NOT EXISTS group_id String;
ALTER TABLE settlement.reconciliation_pair
  ADD COLUMN IF NOT EXISTS ledger_accounts LowCardinality(String),
  ADD COLUMN IF NOT EXISTS group_id String;

ALTER TABLE settlement.reconciliation_break
  ADD COLUMN IF NOT EXISTS charged_fee  Int64 COMMENT 'By the line, minor units',
  ADD COLUMN IF NOT EXISTS expected_fee Int64 COMMENT 'By the rate card, minor units';
ALTER TABLE settlement.reconciliation_break_staging
  ADD COLUMN IF NOT EXISTS charged_fee  Int64,
  ADD COLUMN IF NOT EXISTS expected_fee Int64;

ALTER TABLE settlement.reconciliation_proof
  ADD COLUMN IF NOT EXISTS results_layout UInt8 DEFAULT 1 COMMENT '1: results_sha256 covers items and breaks; 2: also the statement lines and the columns of V004';
ALTER TABLE settlement.reconciliation_proof_staging
  ADD COLUMN IF NOT EXISTS results_layout UInt8 DEFAULT 1;

CREATE TABLE IF NOT EXISTS settlement.reconciliation_repeated
(
  business_date Date, channel LowCardinality(String), cause LowCardinality(String), channel_id String
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (cause, channel_id)
COMMENT 'Work table: ids that stand more than once on a side, and the empty one';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_group
(
  business_date Date, channel LowCardinality(String),
  matched_by LowCardinality(String) COMMENT 'CHANNEL_ID or OWN_ID: what reference is',
  cause LowCardinality(String), reference String, group_id String, class LowCardinality(String)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (matched_by, cause, reference)
COMMENT 'Work table: batches whose sums agree';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_route
(
  business_date Date, channel LowCardinality(String),
  merchant_id String, account_no String, effective_from Date, effective_to Date
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (merchant_id, account_no, effective_from)
COMMENT 'Work table: payments.merchant_channel_account as the night read it';

CREATE TABLE IF NOT EXISTS settlement.reconciliation_fee_rate
(
  business_date Date, channel LowCardinality(String),
  account_no String, kind String, effective_from Date,
  direction Int8 COMMENT '1: charged, -1: given back, 0: no fee', agreed Bool COMMENT 'False: from here on no row is in force',
  rate_ppm Int32, fixed_minor Int64, minimum_minor Int64, maximum_minor Int64, rounding LowCardinality(String)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (account_no, kind, effective_from)
COMMENT 'Work table: payments.channel_fee_rate as the night read it, each row in force until the next';
