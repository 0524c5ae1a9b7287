-- Control totals of the source of truth, beside what moved money (postgres_posted.sql).
-- Parameters: channels, starts and ends of their business days (three arrays).
WITH day AS (SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) AS d(channel, starts_at, ends_at)),
orders AS
  (SELECT o.*
   FROM payments.payment_order o JOIN day d USING (channel)
   WHERE coalesce(o.paid_at, o.created_at) >= d.starts_at AND coalesce(o.paid_at, o.created_at) < d.ends_at),
refunds AS
  (SELECT r.amount, r.currency, r.status, o.channel, o.kind
   FROM payments.refund r JOIN payments.payment_order o USING (order_id) JOIN day d USING (channel)
   WHERE coalesce(r.succeeded_at, r.created_at) >= d.starts_at AND coalesce(r.succeeded_at, r.created_at) < d.ends_at),
holds AS
  (SELECT h.*
   FROM payments.funds_hold h JOIN day d ON d.channel = 'WALLET'
   WHERE h.created_at >= d.starts_at AND h.created_at < d.ends_at),
-- Over all days: a row does not tell when each part of a hold was captured.
given AS
  (SELECT h.currency, h.status, h.captured_amount, h.amount - h.captured_amount AS rest
   FROM payments.funds_hold h WHERE EXISTS (SELECT FROM day WHERE day.channel = 'WALLET'))
SELECT channel, 'STATE' AS measure, kind, 'ORDER ' || status AS state, currency, 'POSTGRES' AS source, count(*) AS row_count, sum(amount) AS amount
FROM orders GROUP BY channel, kind, status, currency
UNION ALL
SELECT channel, 'STATE', kind, 'REFUND ' || status, currency, 'POSTGRES', count(*), sum(amount) FROM refunds GROUP BY channel, kind, status, currency
UNION ALL
SELECT 'WALLET', 'STATE', 'HOLD', 'HOLD ' || status, currency, 'POSTGRES', count(*), sum(amount) FROM holds GROUP BY status, currency
UNION ALL
SELECT 'WALLET', 'HOLDS', 'HOLD', 'CAPTURE', currency, 'POSTGRES', count(*), sum(captured_amount) FROM given WHERE captured_amount > 0 GROUP BY currency
UNION ALL
SELECT 'WALLET', 'HOLDS', 'HOLD', 'RELEASE', currency, 'POSTGRES', count(*), sum(rest) FROM given WHERE status = 'RELEASED' GROUP BY currency
UNION ALL
SELECT 'WALLET', 'HOLDS', 'HOLD', 'EXPIRY', currency, 'POSTGRES', count(*), sum(rest) FROM given WHERE status = 'EXPIRED' GROUP BY currency
UNION ALL
SELECT channel, 'REFUNDED', '', '', currency, 'ORDERS', count(*), sum(refunded_amount) FROM orders WHERE refunded_amount > 0 GROUP BY channel, currency
UNION ALL
SELECT o.channel, 'REFUNDED', '', '', o.currency, 'REFUNDS', count(DISTINCT o.order_id), sum(r.amount)
FROM orders o JOIN payments.refund r ON r.order_id = o.order_id AND r.status = 'SUCCEEDED' GROUP BY o.channel, o.currency
UNION ALL
SELECT a.channel, 'AGREED', '', a.account_no, a.currency, 'POSTGRES', count(*), sum(a.version) FROM payments.channel_account a JOIN day USING (channel)
GROUP BY a.channel, a.account_no, a.currency
