SELECT channel, class, order_id, refund_id
FROM settlement.reconciliation_break WHERE business_date = '{date}' AND origin_date = '{date}' ORDER BY ALL
