-- Credits of the bank that name a payout of ours: what it sends back. Amounts: Int64 minor units.
CREATE TABLE IF NOT EXISTS settlement.bank_return
(
  business_date  Date                   COMMENT 'Booking date',
  account        LowCardinality(String) COMMENT 'IBAN or the bank''s number of our account',
  file_sha256    LowCardinality(String) COMMENT 'The file that the entry stands in',
  entry_no       UInt32                 COMMENT 'Entry of the file, from 1',
  detail_no      UInt32                 COMMENT 'Detail of the entry, from 1',
  currency       LowCardinality(String) COMMENT 'ISO 4217',
  amount         Int64                  COMMENT 'What came back by this detail; 0: the bank does not tell',
  payout_id      String                 COMMENT 'EndToEndId',
  reason         LowCardinality(String) COMMENT 'RtrInf/Rsn, such as AC04; empty: none given',
  bank_reference String                 COMMENT 'By which the bank knows the booking, else empty'
)
ENGINE = MergeTree PARTITION BY business_date ORDER BY (account, file_sha256, entry_no, detail_no)
COMMENT 'Credits of the accepted bank statements that name a payout of ours';

CREATE TABLE IF NOT EXISTS settlement.bank_return_staging AS settlement.bank_return;
