-- The bank's side of payouts: what it booked, and the three-way match of the ledger, the channels and the bank.
-- Amounts: Int64 minor units, positive when money came to us; sums in Int128. One partition a business date, swapped in whole.
CREATE TABLE IF NOT EXISTS settlement.bank_statement_entry
(
  business_date  Date                   COMMENT 'Booking date',
  account        LowCardinality(String) COMMENT 'IBAN or the bank''s number of the account',
  file_sha256    LowCardinality(String) COMMENT 'The file that the entry stands in',
  entry_no       UInt32                 COMMENT 'Entry of the file, from 1',
  currency       LowCardinality(String) COMMENT 'ISO 4217',
  amount         Int64                  COMMENT 'Signed minor units: a credit of ours is positive',
  bank_reference String                 COMMENT 'By which the bank knows the booking, else empty',
  references     Array(String)          COMMENT 'Ids that the entry and its details name, and the words of its remittance texts',
  information    String                 COMMENT 'For people'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (account, file_sha256, entry_no)
COMMENT 'Booked entries of the accepted bank statements';

CREATE TABLE IF NOT EXISTS settlement.bank_item
(
  business_date Date,
  side          LowCardinality(String)  COMMENT 'LEDGER, CHANNEL or BANK: where the row is from',
  row_id        String                  COMMENT 'Of the row, unique on its side',
  class         LowCardinality(String)  COMMENT 'MATCHED, LATE, PENDING or a break type',
  is_open       Bool                    COMMENT 'Carried over to the next day',
  group_id      String                  COMMENT 'Rows that name the same payouts have one',
  origin_date   Date                    COMMENT 'Date of the earliest row of the group',
  age_days      UInt16                  COMMENT 'Since then',
  row_date      Date,
  channel       LowCardinality(String)  COMMENT 'Empty on the bank''s side',
  currency      LowCardinality(String)  COMMENT 'ISO 4217',
  amount        Int64                   COMMENT 'What came to the bank by this side, signed minor units',
  references    Array(String)           COMMENT 'What the row may be found by'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (side, row_id)
COMMENT 'Every payout of the ledger and the channels and every entry of the bank in exactly one class';

CREATE TABLE IF NOT EXISTS settlement.bank_item_staging AS settlement.bank_item;

CREATE TABLE IF NOT EXISTS settlement.bank_proof
(
  business_date   Date,
  side            LowCardinality(String),
  currency        LowCardinality(String),
  opening_amount  Int128 COMMENT 'Open items of the day before, minor units',
  day_rows        UInt64,
  day_amount      Int128 COMMENT 'The day''s rows from their own table',
  settled_amount  Int128 COMMENT 'Items that all three sides agree on: the same on each side',
  closing_amount  Int128 COMMENT 'Open items after the day',
  residual        Int128 COMMENT 'opening + day - settled - closing: exactly 0',
  verdict         LowCardinality(String) COMMENT 'PROVED or INCOMPLETE',
  results_sha256  String COMMENT 'Of the day''s items and the bank''s entries',
  previous_date   Nullable(Date),
  previous_sha256 String COMMENT 'Of the proof before; empty at the first',
  sha256          String COMMENT 'Of this proof chained to the one before'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (currency, side)
COMMENT 'Statement of proof of the payouts per day, side and currency, chained';

CREATE TABLE IF NOT EXISTS settlement.bank_proof_staging AS settlement.bank_proof;
