-- Settlements of a window (none given: the last that is settled) or of a payee, the newest window first.
SELECT toString(window_day) AS day, payee, currency, settlement_id AS id, toString(business_date) AS night, toString(due) AS due_day,
       activity, net, payout, carried_forward AS carried, reserve_held AS reserve, receivable AS owed
FROM settlement.payee_settlement
WHERE if({payee:String} != '', payee = {payee:String},
         window_day = if({window:Date} > '1970-01-01', {window:Date}, (SELECT max(window_day) FROM settlement.payee_settlement)))
ORDER BY window_day DESC, payee, currency
