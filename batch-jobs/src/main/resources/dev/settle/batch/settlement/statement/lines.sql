-- The lines of the settlements of a window, by settlement.
SELECT settlement_id AS id, line_no, kind, reference, items, amount
FROM settlement.payee_settlement_line
WHERE settlement_id IN (
  SELECT settlement_id FROM settlement.payee_settlement
  WHERE window_day = {window:Date} AND (payee = {payee:String} OR {payee:String} = '') AND (currency = {currency:String} OR {currency:String} = ''))
ORDER BY settlement_id, line_no
