-- Of the labels of one call, how many are of orders that have landed.
SELECT count() FROM (SELECT DISTINCT order_id FROM settlement.fraud_label WHERE labelled_at = fromUnixTimestamp64Milli({at}, 'UTC')
                     AND source = '{source}') AS labelled
WHERE order_id IN (SELECT order_id FROM settlement.payment_event WHERE entity = 'PAYMENT_ORDER')
