-- The replication slot, if there is one, and the end of the log; positions as bytes from 0/0.
SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint        AS wal_end,
       s.slot_name IS NOT NULL                               AS present,
       (s.restart_lsn - '0/0'::pg_lsn)::bigint               AS restart_lsn,
       (s.confirmed_flush_lsn - '0/0'::pg_lsn)::bigint       AS confirmed_lsn,
       s.wal_status                                          AS wal_status,
       s.invalidation_reason                                 AS invalidation_reason,
       s.active_pid                                          AS active_pid
FROM (SELECT 1) AS one
LEFT JOIN pg_replication_slots s ON s.slot_name = ?
