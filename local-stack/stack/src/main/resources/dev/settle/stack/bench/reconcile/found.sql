-- What the night found.
SELECT class, count() AS items FROM settlement.reconciliation_item
WHERE business_date = '${business_date}' AND channel = 'WECHAT' GROUP BY class ORDER BY class
