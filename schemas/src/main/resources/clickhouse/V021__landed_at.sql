-- When an entry landed, by ClickHouse's clock: the landing job forms its blocks before and cannot tell. Of entries from before this migration it
-- is not known, and that is written down first: what a part does not hold is computed when it is read, which would be the time of reading.
ALTER TABLE settlement.ledger_entry
  ADD COLUMN IF NOT EXISTS landed_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC');
-- Run again after a crash it may forget times, but makes none up.
ALTER TABLE settlement.ledger_entry
  MODIFY COLUMN landed_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC');
ALTER TABLE settlement.ledger_entry MATERIALIZE COLUMN landed_at SETTINGS mutations_sync = 2;
ALTER TABLE settlement.ledger_entry
  MODIFY COLUMN landed_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When it came into ClickHouse; 1970-01-01: before that was kept';
