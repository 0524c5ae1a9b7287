-- Nights that may hold lines of windows behind the last settled one. A window is never a month long, so a line of an earlier night can
-- only be in one of them when that night was shared again since. Parameters: the last settled night, three times; null: none.
SELECT DISTINCT business_date FROM batch.sharing_revision
WHERE ?::date IS NULL OR business_date > ?::date - 31
   OR shared_at >= (SELECT coalesce(max(settled_at), '-infinity') FROM batch.settlement_run WHERE business_date <= ?::date - 31)
ORDER BY 1
