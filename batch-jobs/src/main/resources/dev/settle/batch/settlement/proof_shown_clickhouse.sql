-- What analysts are shown, by night.
SELECT s.business_date AS night, toInt64(s.settlements) AS settlements, s.net AS net, toInt64(l.lines) AS lines
FROM (SELECT business_date, count() AS settlements, sum(toInt128(net)) AS net FROM settlement.payee_settlement GROUP BY business_date) AS s
LEFT JOIN (SELECT business_date, count() AS lines FROM settlement.payee_settlement_line GROUP BY business_date) AS l ON l.business_date = s.business_date
