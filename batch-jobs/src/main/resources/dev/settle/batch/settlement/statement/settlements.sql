-- The settlements of a window (payee, currency empty: of all), each with what the one before it left: what its statement must begin with.
SELECT s.payee AS payee, s.currency AS currency, s.settlement_id AS id, toString(s.business_date) AS night, m.name AS name,
       toUnixTimestamp64Milli(s.window_from) AS from_ms, toUnixTimestamp64Milli(s.window_to) AS to_ms, toString(s.due) AS due_day,
       s.activity AS activity, s.net AS net, s.payout AS payout, s.carried_forward AS carried, s.reserve_held AS reserve, s.receivable AS owed,
       b.carried_before AS carried_before, b.reserve_before AS reserve_before, b.owed_before AS owed_before
FROM settlement.payee_settlement AS s
LEFT JOIN (
  SELECT payee, currency, argMax(carried_forward, window_day) AS carried_before, argMax(reserve_held, window_day) AS reserve_before,
         argMax(receivable, window_day) AS owed_before
  FROM settlement.payee_settlement
  WHERE window_day < {window:Date} AND (payee = {payee:String} OR {payee:String} = '')
  GROUP BY payee, currency
) AS b ON b.payee = s.payee AND b.currency = s.currency
LEFT JOIN settlement.merchant AS m ON concat('merchant:', m.merchant_id) = s.payee
WHERE s.window_day = {window:Date} AND (s.payee = {payee:String} OR {payee:String} = '') AND (s.currency = {currency:String} OR {currency:String} = '')
ORDER BY s.payee, s.currency, s.settlement_id
