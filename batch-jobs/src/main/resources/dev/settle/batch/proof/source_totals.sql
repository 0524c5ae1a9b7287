-- What the source says moved money, over all days; the ledger's counterpart is ledger_totals.sql.
SELECT channel, kind, 'PAYMENT' AS cause, currency, count(*) AS row_count, sum(amount) AS amount
FROM payments.payment_order WHERE paid_at IS NOT NULL GROUP BY channel, kind, currency
UNION ALL
SELECT o.channel, o.kind, 'REFUND', r.currency, count(*), sum(r.amount)
FROM payments.refund r JOIN payments.payment_order o USING (order_id) WHERE r.status = 'SUCCEEDED' GROUP BY o.channel, o.kind, r.currency
