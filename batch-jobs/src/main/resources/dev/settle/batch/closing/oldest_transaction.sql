-- The writing transaction that has been open longest, for a person.
SELECT pid, coalesce(usename, '?') AS login, xact_start, coalesce(left(query, 80), '?') AS query
FROM pg_stat_activity WHERE backend_xid IS NOT NULL ORDER BY xact_start LIMIT 1
