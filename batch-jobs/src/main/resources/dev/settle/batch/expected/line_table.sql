-- What a channel's statement of a day should list and what it lists, one row each; made in a scratch database.
CREATE TABLE settlement.expected_line
(
  state           Enum8('DIFFERS' = 1, 'NOT_EXPECTED' = 2, 'TO_COME' = 3, 'LISTED_EARLIER' = 4, 'NOT_LISTED' = 5, 'CONFIRMED' = 6),
  business_date   Date,
  kind            LowCardinality(String),
  channel_id      String,
  own_id          String,
  class           LowCardinality(String) COMMENT 'What the night would call it',
  account         LowCardinality(String) COMMENT 'Of ours at the channel; empty: one of several',
  is_expected     Bool                   COMMENT 'The ledger has it',
  currency        LowCardinality(String),
  amount          Int64                  COMMENT 'By the ledger, minor units; 0 when it has none',
  fee             Nullable(Int64)        COMMENT 'By the rate card; null where the account that takes it decides, and it is not known',
  is_listed       Bool                   COMMENT 'The statement has it',
  listed_currency LowCardinality(String),
  listed_amount   Int64,
  listed_fee      Int64,
  listed_state    LowCardinality(String),
  line_no         UInt32
)
ENGINE = MergeTree ORDER BY (state, business_date, kind, channel_id, own_id)
