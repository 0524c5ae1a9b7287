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
  kind             LowCardinality(String) COMMENT 'PAYMENT, REFUND, or ADJUSTMENT: what another instruction did to a pending or partner''s account',
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
FROM settlement.settlement_line WHERE fee != 0
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
