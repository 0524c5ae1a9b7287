SELECT class, order_id, refund_id, amount, currency, channel
FROM settlement.reconciliation_break WHERE business_date = '{date}' AND origin_date = '{date}' ORDER BY class, order_id, refund_id
