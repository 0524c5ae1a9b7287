-- title: Quarantine by category
-- title.zh: 按类别的隔离
-- question: Which changes were refused, and why?
-- question.zh: 哪些变更被拒绝，原因是什么？
-- chart: stacked x=day y=refused series=category
-- column: day = Day | 日期
-- column: category = Category | 类别
-- column: refused = Refused | 拒绝数
-- column: orders = Orders | 订单数
-- column: newest = Newest | 最新
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- refresh: 60s
-- position: 9

SELECT
  toDate(quarantined_at) AS day,
  category,
  count() AS refused,
  uniqExactIf(order_id, order_id != '') AS orders,
  max(quarantined_at) AS newest
FROM settlement.quarantine
WHERE quarantined_at >= {from:Date} AND quarantined_at < {to:Date} + 1
GROUP BY day, category
ORDER BY day, category
