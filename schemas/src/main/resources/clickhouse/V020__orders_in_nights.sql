-- An order's rows in the nights, for who follows an order: item ids are hashes, so without an index every item of a night is read.
-- The staging tables have the indexes too, since a partition can only be swapped between tables that have the same.
ALTER TABLE settlement.reconciliation_item
  ADD INDEX IF NOT EXISTS by_order ledger_order_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE settlement.reconciliation_item_staging
  ADD INDEX IF NOT EXISTS by_order ledger_order_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE settlement.reconciliation_break
  ADD INDEX IF NOT EXISTS by_order order_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE settlement.reconciliation_break_staging
  ADD INDEX IF NOT EXISTS by_order order_id TYPE bloom_filter(0.01) GRANULARITY 1;

-- And what was refused of it, also when nothing else of the order is known.
ALTER TABLE settlement.quarantine
  ADD INDEX IF NOT EXISTS by_order order_id TYPE bloom_filter(0.01) GRANULARITY 1;

-- For what is there already.
ALTER TABLE settlement.reconciliation_item MATERIALIZE INDEX by_order;
ALTER TABLE settlement.reconciliation_break MATERIALIZE INDEX by_order;
ALTER TABLE settlement.quarantine MATERIALIZE INDEX by_order;
