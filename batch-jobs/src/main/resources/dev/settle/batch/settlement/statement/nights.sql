-- The nights whose lines a window settles, over all payees: their partitions alone are read for the orders.
SELECT DISTINCT splitByChar('/', reference)[1] AS night
FROM settlement.payee_settlement_line
WHERE settlement_id IN (SELECT settlement_id FROM settlement.payee_settlement WHERE window_day = {window:Date})
  AND kind IN ('PAYMENT', 'REFUND', 'FEE', 'SHARE', 'CLAWBACK', 'ADJUSTMENT')
ORDER BY night
