-- Crossings by the definition, for COUNT and SUM rules with '>=' and one key field: the window without the payment was
-- below the threshold, with it it is not. Windows hold all payments, also those before the rule.
-- Parameters: rules, payments from, below.
WITH event AS (
  SELECT r.rule_id, r.threshold, r.window_seconds / r.pane_seconds AS panes, o.order_id, o.paid_at,
         r.key_fields[1] || ':' || CASE r.key_fields[1] WHEN 'payer' THEN o.payer_id ELSE o.device_id END AS key,
         floor(extract(epoch FROM o.paid_at) / r.pane_seconds) AS pane,
         CASE r.aggregate WHEN 'COUNT' THEN 1 ELSE o.amount END AS weight
  FROM payments.fraud_rule AS r
  JOIN payments.payment_order AS o
    ON o.paid_at IS NOT NULL
   AND o.currency = coalesce(r.currency, o.currency)
   AND (r.filter = '' OR o.kind = 'PURCHASE')
  WHERE r.rule_id = ANY (?)
)
SELECT e.rule_id || ' v1 ' || e.key || ' ' || e.order_id
FROM event AS e
LEFT JOIN event AS p
  ON p.rule_id = e.rule_id AND p.key = e.key
 AND p.pane BETWEEN e.pane - e.panes + 1 AND e.pane
 AND (p.paid_at, p.order_id COLLATE "C") < (e.paid_at, e.order_id COLLATE "C")
WHERE e.paid_at >= ? AND e.paid_at < ?
GROUP BY e.rule_id, e.key, e.order_id, e.weight, e.threshold
HAVING coalesce(sum(p.weight), 0) < e.threshold AND coalesce(sum(p.weight), 0) + e.weight >= e.threshold
ORDER BY 1
