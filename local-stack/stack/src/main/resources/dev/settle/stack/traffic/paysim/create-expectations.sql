CREATE OR REPLACE TABLE settlement_check.{table}
(
  row     UInt64                       COMMENT 'Row of the log, from 1',
  account LowCardinality(String)       COMMENT 'Ledger account of a client in that row',
  at      DateTime64(3, 'UTC')         COMMENT 'Instant of the row',
  balance Int64                        COMMENT 'Balance after the row, as the log says; minor units'
)
ENGINE = MergeTree ORDER BY (account, at)
COMMENT 'What a replayed PaySim log says that balances must be'
