-- What the source says moved money, over all days; the ledger's counterpart is ledger_totals.sql.
-- Rows: payments, refunds, holds (of captures: the holds of which anything was captured), legs of instructions that take.
SELECT channel, kind, 'PAYMENT' AS cause, currency, count(*) AS row_count, sum(amount) AS amount
FROM payments.payment_order WHERE paid_at IS NOT NULL GROUP BY channel, kind, currency
UNION ALL
SELECT o.channel, o.kind, 'REFUND', r.currency, count(*), sum(r.amount)
FROM payments.refund r JOIN payments.payment_order o USING (order_id) WHERE r.status = 'SUCCEEDED' GROUP BY o.channel, o.kind, r.currency
UNION ALL
SELECT 'WALLET', 'HOLD', 'HOLD', currency, count(*), sum(amount) FROM payments.funds_hold GROUP BY currency
UNION ALL
SELECT 'WALLET', 'HOLD', 'CAPTURE', currency, count(*), sum(captured_amount) FROM payments.funds_hold WHERE captured_amount > 0 GROUP BY currency
UNION ALL
SELECT 'WALLET', 'HOLD', CASE status WHEN 'RELEASED' THEN 'RELEASE' ELSE 'EXPIRY' END, currency, count(*), sum(amount - captured_amount)
FROM payments.funds_hold WHERE status IN ('RELEASED', 'EXPIRED') GROUP BY status, currency
UNION ALL
SELECT i.channel, i.kind, 'INSTRUCTION', leg->>'currency', count(*), sum((leg->>'amount')::bigint)
FROM payments.ledger_instruction i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
WHERE (leg->>'amount')::bigint > 0 GROUP BY i.channel, i.kind, leg->>'currency'
