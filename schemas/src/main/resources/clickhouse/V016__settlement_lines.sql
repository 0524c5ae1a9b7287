-- What a night shares and settles, order by order. Append only by revision: revision 1 of a night and channel is its first, a later one is
-- what a re-run found otherwise. A revision counts when batch.sharing_revision (PostgreSQL) has it; one above that is what a killed
-- night left. Amounts: Int64 minor units; sums in Int128.
CREATE TABLE IF NOT EXISTS settlement.settlement_line
(
  business_date    Date                   COMMENT 'The night on which it was matched',
  channel          LowCardinality(String),
  revision         UInt16,
  merchant_id      String,
  currency         LowCardinality(String) COMMENT 'ISO 4217',
  kind             LowCardinality(String) COMMENT 'PAYMENT, REFUND, or ADJUSTMENT: what another instruction did to a pending or partner''s account; without either the fee of what is no merchant''s',
  is_reversal      Bool                   COMMENT 'Takes back a line of an earlier revision',
  reference        String                 COMMENT 'Order, refund, hold''s capture (its journal) or instruction',
  journal_id       String                 COMMENT 'The journal in the ledger',
  order_id         String                 COMMENT 'The order; of a capture the hold; empty on adjustments',
  order_kind       LowCardinality(String) COMMENT 'PURCHASE, TIP, HOLD; the instruction''s kind on adjustments',
  order_key        UInt64 MATERIALIZED sipHash64(order_id) COMMENT 'By which an order''s earlier lines are found',
  occurred_at      DateTime64(3, 'UTC')   COMMENT 'When it happened: decides the window',
  paid_date        Date                   COMMENT 'Business date of the payment: chooses the rule set',
  amount           Int64                  COMMENT 'Signed as the merchant sees it: a refund is negative',
  fee              Int64                  COMMENT 'What the channel took, as the statement says: positive when the merchant pays',
  rule_set         LowCardinality(String) COMMENT 'By which it is shared; empty: the merchant keeps all',
  rule_version     UInt32,
  month_volume     Int64                  COMMENT 'Bases of the merchant''s earlier orders of the month when the order was first shared',
  receivers        Array(LowCardinality(String)) COMMENT 'Accounts, in the rule set''s order',
  parts            Array(Int64)           COMMENT 'What this line gives each; negative: calls back',
  window_day       Date                   COMMENT 'Window of the merchant''s settlement; on an adjustment of a partner''s account the partner''s',
  receiver_windows Array(Date)            COMMENT 'Windows of the receivers'' settlements; 1970-01-01 for one that is not settled (user, platform)'
)
ENGINE = MergeTree PARTITION BY (business_date, channel, revision) ORDER BY (merchant_id, currency, order_key, occurred_at)
COMMENT 'Every matched payment and refund with its fee and its parts, once';

CREATE TABLE IF NOT EXISTS settlement.settlement_line_staging AS settlement.settlement_line;

-- The same by who is settled: what a settlement adds up. An adjustment's merchant_id is empty when it is about a partner: its receivers name it.
CREATE OR REPLACE VIEW settlement.payee_line
AS
SELECT business_date, channel, revision, concat('merchant:', merchant_id) AS payee, currency, window_day,
       multiIf(is_reversal, 'ADJUSTMENT', toString(kind)) AS kind, reference, order_id, occurred_at, amount
FROM settlement.settlement_line WHERE merchant_id != '' AND amount != 0
UNION ALL
SELECT business_date, channel, revision, concat('merchant:', merchant_id), currency, window_day, if(is_reversal, 'ADJUSTMENT', 'FEE'), reference, order_id,
       occurred_at, -fee
FROM settlement.settlement_line WHERE fee != 0 AND merchant_id != ''
UNION ALL
SELECT business_date, channel, revision, concat('merchant:', merchant_id), currency, window_day,
       multiIf(is_reversal, 'ADJUSTMENT', kind = 'REFUND', 'CLAWBACK', 'SHARE'), reference, order_id, occurred_at, -arraySum(parts)
FROM settlement.settlement_line WHERE kind != 'ADJUSTMENT' AND arraySum(parts) != 0
UNION ALL
SELECT business_date, channel, revision, replaceOne(toString(receiver), ':pending', ''), currency, receiver_window,
       multiIf(is_reversal OR kind = 'ADJUSTMENT', 'ADJUSTMENT', kind = 'REFUND', 'CLAWBACK', 'SHARE'), reference, order_id, occurred_at, part
FROM settlement.settlement_line ARRAY JOIN receivers AS receiver, parts AS part, receiver_windows AS receiver_window
WHERE receiver_window > '1970-01-01' AND part != 0
COMMENT 'Lines of merchants and partners as they are settled, signed as the payee sees them';

-- Settlements as PostgreSQL has them (batch.settlement, batch.settlement_line), for analysts; written again by each night of their date.
CREATE TABLE IF NOT EXISTS settlement.payee_settlement
(
  business_date   Date                   COMMENT 'The night that settled',
  settlement_id   String,
  payee           String                 COMMENT 'merchant:ID or partner:ID',
  currency        LowCardinality(String) COMMENT 'ISO 4217',
  window_day      Date,
  window_from     DateTime64(3, 'UTC'),
  window_to       DateTime64(3, 'UTC')   COMMENT 'Excluded: exactly then the next window begins',
  due             Date                   COMMENT 'Banking day on which it is paid',
  activity        Int64                  COMMENT 'Minor units',
  net             Int64,
  payout          Int64                  COMMENT 'Paid; 0: carried forward',
  carried_forward Int64,
  reserve_held    Int64                  COMMENT 'After it, over all windows',
  receivable      Int64                  COMMENT 'Owed after it'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (payee, currency, window_day)
COMMENT 'One settlement per payee, currency and window';
CREATE TABLE IF NOT EXISTS settlement.payee_settlement_staging AS settlement.payee_settlement;

CREATE TABLE IF NOT EXISTS settlement.payee_settlement_line
(
  business_date Date,
  settlement_id String,
  line_no       UInt32,
  kind          LowCardinality(String),
  reference     String COMMENT 'NIGHT/CHANNEL of what happened, by which payee_line has it order by order',
  items         UInt64,
  amount        Int64  COMMENT 'Signed as the payee sees it, minor units'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (settlement_id, line_no)
COMMENT 'Lines of the settlements; they add up to its net';
CREATE TABLE IF NOT EXISTS settlement.payee_settlement_line_staging AS settlement.payee_settlement_line;

-- Work tables of sharing one night and channel (batch-jobs, sharing/nightly): emptied before and after. Their parts are never merged.
CREATE TABLE IF NOT EXISTS settlement.sharing_committed
(
  business_date Date, channel LowCardinality(String), night Date, night_channel LowCardinality(String), revision UInt16
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (night, night_channel, revision)
COMMENT 'Work table: batch.sharing_revision as the night read it';

CREATE TABLE IF NOT EXISTS settlement.sharing_row
(
  business_date Date, channel LowCardinality(String),
  is_booked Bool COMMENT 'An earlier revision has it, unchanged', is_reversal Bool,
  merchant_id String, partner LowCardinality(String) COMMENT 'Account of an adjustment that is about no merchant',
  currency LowCardinality(String), kind LowCardinality(String), reference String, journal_id String, order_id String,
  order_kind LowCardinality(String), occurred_at DateTime64(3, 'UTC'), paid_date Date COMMENT 'Of payments; else unknown yet: 1970-01-01',
  amount Int64, fee Int64, moved Int64 COMMENT 'On the partner''s account',
  order_key UInt64 MATERIALIZED sipHash64(order_id)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY order_key
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1
COMMENT 'Work table: what the night says of merchants and partners, and what is taken back';

CREATE TABLE IF NOT EXISTS settlement.sharing_order
(
  business_date Date, channel LowCardinality(String),
  order_id String, rows_now UInt32, is_paid_now Bool, amount Int128, fee Int128, paid_date Date, order_kind LowCardinality(String),
  rule_set LowCardinality(String), rule_version UInt32, month_volume Int64, shared Array(Int64)
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY order_id
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1
COMMENT 'Work table: orders with earlier lines or with several rows now: how they stood before';

CREATE TABLE IF NOT EXISTS settlement.sharing_choice
(
  business_date Date, channel LowCardinality(String),
  merchant_id String, order_kind LowCardinality(String), currency LowCardinality(String), paid_date Date,
  rule_set LowCardinality(String), rule_version UInt32, by_volume Bool
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (merchant_id, paid_date)
COMMENT 'Work table: the rule set that applies';

CREATE TABLE IF NOT EXISTS settlement.sharing_rule
(
  business_date Date, channel LowCardinality(String),
  rule_set LowCardinality(String), rule_version UInt32, since Date COMMENT 'Day from which the cycles are these',
  is_net Bool, cap Int64 COMMENT 'Basis points', remainder UInt8 COMMENT 'Receiver that takes what is left; 0: none',
  receivers Array(LowCardinality(String)), cycles Array(UInt16) COMMENT 'Of the receivers; 0: not settled',
  fixed Array(Int64), minimums Array(Int64), maximums Array(Int64), by_volume Array(UInt8),
  lows Array(Array(Int64)), ups Array(Array(Int64)), rates Array(Array(Int64))
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (rule_set, rule_version, since)
COMMENT 'Work table: rule sets as arrays, one element a receiver; a PERCENT is one tier, a FIXED amount none';

CREATE TABLE IF NOT EXISTS settlement.sharing_volume
(
  business_date Date, channel LowCardinality(String), order_id String, month_volume Int64
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY order_id
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1
COMMENT 'Work table: the month''s volume before orders that are first shared by it';

CREATE TABLE IF NOT EXISTS settlement.sharing_payee
(
  business_date Date, channel LowCardinality(String), payee String, currency LowCardinality(String), since Date, cycle UInt16
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY (payee, currency, since)
COMMENT 'Work table: payees with terms of their own';

CREATE TABLE IF NOT EXISTS settlement.sharing_window
(
  business_date Date, channel LowCardinality(String), since DateTime64(3, 'UTC'), days Array(Date) COMMENT 'Window of each cycle'
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY since
COMMENT 'Work table: the windows into which an instant falls, until the next row';

CREATE TABLE IF NOT EXISTS settlement.sharing_state
(
  business_date Date, channel LowCardinality(String),
  is_reversal Bool, merchant_id String, partner LowCardinality(String), currency LowCardinality(String), kind LowCardinality(String),
  reference String, journal_id String, order_id String, order_kind LowCardinality(String), occurred_at DateTime64(3, 'UTC'), paid_date Date,
  amount Int64, fee Int64, moved Int64, rule_set LowCardinality(String), rule_version UInt32, month_volume Int64,
  position UInt32 COMMENT 'Among the order''s rows of this revision', is_single Bool COMMENT 'It is the only one',
  order_amount Int128 COMMENT 'Of the order after this row, less refunds', order_fee Int128, shared Array(Int64) COMMENT 'Of the order before this revision'
)
ENGINE = MergeTree PARTITION BY (business_date, channel) ORDER BY tuple()
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1
COMMENT 'Work table: the orders as they stand after each row';

ALTER TABLE settlement.settlement_line_staging MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1;
