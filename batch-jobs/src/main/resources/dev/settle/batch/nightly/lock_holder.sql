-- Who holds the night's lock of a date: advisory locks have their 64-bit key in two halves.
SELECT concat('PostgreSQL session ', a.pid, ' of ', coalesce(host(a.client_addr), 'this machine'), ', since ',
              to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), ' UTC')
FROM pg_locks AS l
JOIN pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended(?, 0)
