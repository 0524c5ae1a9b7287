-- Into which settlements the order's lines went, and of each payee which part; an id is empty while the window is not settled.
SELECT line.payee AS payee, line.currency AS currency, toString(line.window_day) AS window, toInt64(sum(line.amount)) AS part,
       any(settled.settlement_id) AS id, toString(any(settled.business_date)) AS night, toString(any(settled.due)) AS due_day, any(settled.payout) AS pays
FROM settlement.payee_line AS line
LEFT JOIN settlement.payee_settlement AS settled
  ON settled.payee = line.payee AND settled.currency = line.currency AND settled.window_day = line.window_day
WHERE line.business_date >= {since:Date} AND line.channel = {channel:String} AND line.order_id = {order:String}
GROUP BY payee, currency, line.window_day
ORDER BY payee, window
