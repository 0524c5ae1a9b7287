-- Each payee's settlements follow each other: what one carried forward, held and was owed the next one has taken up.
SELECT count(*) FILTER (WHERE before_carried <> carried_line OR before_reserves + withheld - released <> reserves
                           OR before_owed + raised - deducted <> owed) AS faults,
       count(*) || ' settlements' AS figure
FROM (
  SELECT coalesce(lag(carried_forward) OVER payee, 0) AS before_carried, coalesce(lag(reserves) OVER payee, 0) AS before_reserves,
         coalesce(lag(owed) OVER payee, 0) AS before_owed, reserves, owed, carried_line, withheld, released, raised, deducted
  FROM (
    SELECT s.payee, s.currency, s.window_day, s.carried_forward,
           (SELECT coalesce(sum((r->>'amount')::bigint), 0) FROM jsonb_array_elements(s.reserves) AS r) AS reserves,
           (SELECT coalesce(sum((r->>'amount')::bigint), 0) FROM jsonb_array_elements(s.receivables) AS r) AS owed,
           l.carried_line, l.withheld, l.released, l.raised, l.deducted
    FROM batch.settlement AS s
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE kind = 'CARRIED_FORWARD'), 0) AS carried_line,
             coalesce(-sum(amount) FILTER (WHERE kind = 'RESERVE_WITHHELD'), 0) AS withheld,
             coalesce(sum(amount) FILTER (WHERE kind = 'RESERVE_RELEASED'), 0) AS released,
             coalesce(sum(amount) FILTER (WHERE kind = 'RECEIVABLE_RAISED'), 0) AS raised,
             coalesce(-sum(amount) FILTER (WHERE kind = 'RECEIVABLE_DEDUCTED'), 0) AS deducted
      FROM batch.settlement_line AS l WHERE l.settlement_id = s.settlement_id) AS l) AS each_one
  WINDOW payee AS (PARTITION BY payee, currency ORDER BY window_day)) AS following
