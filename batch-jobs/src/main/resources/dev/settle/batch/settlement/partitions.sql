-- Revisions that ClickHouse has, those included that a killed night left.
SELECT DISTINCT partition AS name FROM system.parts WHERE database = 'settlement' AND table = 'settlement_line' AND active
