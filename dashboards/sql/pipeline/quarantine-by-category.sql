-- title: Quarantine by category
-- question: Which changes were refused, and why?
-- chart: stacked x=day y=refused series=category
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- refresh: 60s
-- position: 4

SELECT
  toDate(quarantined_at) AS day,
  category,
  count() AS refused,
  uniqExact(order_id) AS orders,
  max(quarantined_at) AS newest
FROM settlement.quarantine
WHERE quarantined_at >= {from:Date} AND quarantined_at < {to:Date} + 1
GROUP BY day, category
ORDER BY day, category
