-- What PostgreSQL has, by night; the counterpart in ClickHouse is proof_shown_clickhouse.sql.
SELECT s.business_date, count(*) AS settlements, sum(of_one.net) AS net, sum(of_one.lines) AS lines
FROM batch.settlement AS s
CROSS JOIN LATERAL (SELECT s.net AS net, (SELECT count(*) FROM batch.settlement_line AS l WHERE l.settlement_id = s.settlement_id) AS lines) AS of_one
GROUP BY s.business_date
