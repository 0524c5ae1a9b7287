-- The orders whose last label says fraud.
SELECT order_id FROM settlement.fraud_label_current WHERE is_fraud ORDER BY order_id FORMAT RowBinary
