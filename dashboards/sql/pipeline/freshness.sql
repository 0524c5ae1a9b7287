-- title: How fresh are the figures?
-- question: Up to what moment has each table taken the source's changes?
-- chart: table
-- refresh: 10s
-- position: 1

SELECT *
FROM
(
  SELECT 'payment_event' AS table_name, count() AS row_count, max(committed_at) AS newest_source_commit,
         max(captured_at) AS newest_step, max(source_lsn) AS newest_source_lsn
  FROM settlement.payment_event
  UNION ALL
  SELECT 'ledger_entry', count(), max(event_time), max(booked_at), max(source_lsn)
  FROM settlement.ledger_entry
  UNION ALL
  SELECT 'ledger_instruction', count(), max(committed_at), max(captured_at), max(source_lsn)
  FROM settlement.ledger_instruction
  UNION ALL
  SELECT 'quarantine', count(), max(quarantined_at), max(quarantined_at), max(source_lsn)
  FROM settlement.quarantine
)
ORDER BY table_name
