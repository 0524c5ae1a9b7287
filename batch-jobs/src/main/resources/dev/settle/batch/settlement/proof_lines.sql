-- Every line of a window that was settled is in the settlement of its payee, and nothing else is: by payee, window, night, channel and kind.
SELECT toInt64(countIf(ifNull(settled.total, 0) != ifNull(shared.total, 0) OR ifNull(settled.items, 0) != ifNull(shared.items, 0))) AS faults,
       concat(toString(sum(ifNull(shared.items, 0))), ' lines in ', toString(count()), ' lines of settlements') AS figure
FROM
  (SELECT payee, toString(currency) AS code, window_day, concat(toString(business_date), '/', toString(channel)) AS reference, toString(kind) AS kind_of_line,
          toUInt64(count()) AS items, sum(toInt128(amount)) AS total
   FROM settlement.payee_line
   WHERE window_day <= {last_settled:Date}
     AND (business_date, toString(channel), revision) NOT IN
         (SELECT toDate(t.1), t.2, t.3 FROM (SELECT arrayJoin({uncommitted:Array(Tuple(String, String, UInt16))}) AS t))
   GROUP BY payee, code, window_day, reference, kind_of_line) AS shared
FULL OUTER JOIN
  (SELECT s.payee AS payee, toString(s.currency) AS code, s.window_day AS window_day, l.reference AS reference, toString(l.kind) AS kind_of_line,
          toUInt64(sum(l.items)) AS items, sum(toInt128(l.amount)) AS total
   FROM settlement.payee_settlement_line AS l INNER JOIN settlement.payee_settlement AS s ON s.settlement_id = l.settlement_id
   WHERE l.kind IN ('PAYMENT', 'REFUND', 'FEE', 'SHARE', 'CLAWBACK', 'ADJUSTMENT')
   GROUP BY payee, code, window_day, reference, kind_of_line) AS settled
ON settled.payee = shared.payee AND settled.code = shared.code AND settled.window_day = shared.window_day
  AND settled.reference = shared.reference AND settled.kind_of_line = shared.kind_of_line
SETTINGS join_use_nulls = 1
