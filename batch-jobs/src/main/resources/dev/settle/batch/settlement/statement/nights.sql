-- The nights whose lines a window settles, over all payees: their partitions alone are read for the orders. A line that names no night finds
-- no orders then, which the statement's proof says.
SELECT DISTINCT toString(toDateOrNull(splitByChar('/', reference)[1])) AS night
FROM settlement.payee_settlement_line
WHERE settlement_id IN (SELECT settlement_id FROM settlement.payee_settlement WHERE window_day = {window:Date})
  AND kind IN ('PAYMENT', 'REFUND', 'FEE', 'SHARE', 'CLAWBACK', 'ADJUSTMENT') AND night IS NOT NULL
ORDER BY night
