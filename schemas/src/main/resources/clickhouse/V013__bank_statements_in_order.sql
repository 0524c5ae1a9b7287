-- The bank's statements that were taken, by which the next file is known to follow. Amounts: Int64 minor units.
CREATE TABLE IF NOT EXISTS settlement.bank_statement
(
  business_date Date                   COMMENT 'Date of the closing balance',
  account       LowCardinality(String) COMMENT 'IBAN or the bank''s number of the account',
  currency      LowCardinality(String) COMMENT 'ISO 4217',
  sequence      Int64                  COMMENT 'ElctrncSeqNb; -1 when the bank gives none',
  opening_date  Date,
  opening       Int64                  COMMENT 'Signed minor units: positive when the bank owes us',
  closing       Int64                  COMMENT 'Signed as opening; the next statement opens with it',
  statement_id  String                 COMMENT 'The bank''s id of it',
  statement_no  UInt32                 COMMENT 'Number of the statement in the file, from 1',
  file_name     String
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (account, currency, sequence, file_name, statement_no)
COMMENT 'Bank statements that were taken, without a gap from one to the next';

CREATE TABLE IF NOT EXISTS settlement.bank_statement_staging AS settlement.bank_statement;
