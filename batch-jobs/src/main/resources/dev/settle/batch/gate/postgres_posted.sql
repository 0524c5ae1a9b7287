-- What moved money by the source, by the day to which it belongs: payments, refunds, new holds, what instructions give.
-- Parameters: channels, starts and ends of their time (three arrays); first business date and the one after the last.
WITH day AS (SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) AS d(channel, starts_at, ends_at))
SELECT o.channel, o.kind, 'PAYMENT' AS cause, o.currency, count(*) AS row_count, sum(o.amount) AS amount
FROM payments.payment_order o JOIN day d USING (channel) WHERE o.paid_at >= d.starts_at AND o.paid_at < d.ends_at
GROUP BY o.channel, o.kind, o.currency
UNION ALL
SELECT o.channel, o.kind, 'REFUND', r.currency, count(*), sum(r.amount)
FROM payments.refund r JOIN payments.payment_order o USING (order_id) JOIN day d USING (channel)
WHERE r.succeeded_at >= d.starts_at AND r.succeeded_at < d.ends_at GROUP BY o.channel, o.kind, r.currency
UNION ALL
SELECT 'WALLET', 'HOLD', 'HOLD', h.currency, count(*), sum(h.amount)
FROM payments.funds_hold h JOIN day d ON d.channel = 'WALLET' WHERE h.created_at >= d.starts_at AND h.created_at < d.ends_at GROUP BY h.currency
UNION ALL
SELECT i.channel, i.kind, 'INSTRUCTION', leg->>'currency', count(*), sum((leg->>'amount')::bigint)
FROM payments.ledger_instruction i JOIN day d USING (channel) CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
WHERE i.business_date >= ?::date AND i.business_date < ?::date AND (leg->>'amount')::bigint > 0 GROUP BY i.channel, i.kind, leg->>'currency'
