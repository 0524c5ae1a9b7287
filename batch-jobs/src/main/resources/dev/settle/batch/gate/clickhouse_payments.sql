-- The same totals from what the landing job wrote: the last captured version of each order, refund and hold, and the instructions.
WITH
orders AS
  (SELECT order_id, kind, channel, currency, amount, refunded_amount, status, effective_at,
          toUnixTimestamp64Milli(ifNull(effective_at, created_at)) AS at
   FROM settlement.payment_current
   WHERE entity = 'PAYMENT_ORDER' AND op != 'DELETE' AND has({channels:Array(String)}, channel)
     AND at >= arrayElement({starts:Array(Int64)}, indexOf({channels:Array(String)}, channel))
     AND at < arrayElement({ends:Array(Int64)}, indexOf({channels:Array(String)}, channel))),
all_refunds AS
  (SELECT refund.order_id AS order_id, refund.amount AS amount, refund.currency AS currency, refund.status AS status,
          orders_of_all.kind AS kind, orders_of_all.channel AS channel,
          toUnixTimestamp64Milli(ifNull(refund.effective_at, refund.created_at)) AS at
   FROM (SELECT * FROM settlement.payment_current WHERE entity = 'PAYMENT_ORDER' AND op != 'DELETE') AS orders_of_all
   JOIN (SELECT * FROM settlement.payment_current WHERE entity = 'REFUND' AND op != 'DELETE') AS refund
     ON refund.order_id = orders_of_all.order_id
   WHERE has({channels:Array(String)}, orders_of_all.channel)),
refunds AS
  (SELECT * FROM all_refunds
   WHERE at >= arrayElement({starts:Array(Int64)}, indexOf({channels:Array(String)}, channel))
     AND at < arrayElement({ends:Array(Int64)}, indexOf({channels:Array(String)}, channel))),
holds AS
  (SELECT currency, amount, status, toUnixTimestamp64Milli(created_at) AS at
   FROM settlement.payment_current
   WHERE entity = 'FUNDS_HOLD' AND op != 'DELETE' AND has({channels:Array(String)}, 'WALLET')
     AND at >= arrayElement({starts:Array(Int64)}, indexOf({channels:Array(String)}, 'WALLET'))
     AND at < arrayElement({ends:Array(Int64)}, indexOf({channels:Array(String)}, 'WALLET')))
SELECT channel, 'STATE' AS measure, kind, concat('ORDER ', status) AS state, currency, 'CLICKHOUSE_PAYMENTS' AS source,
       count() AS row_count, sum(toInt128(amount)) AS total
FROM orders GROUP BY channel, kind, status, currency
UNION ALL
SELECT channel, 'STATE', kind, concat('REFUND ', status), currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(amount)) FROM refunds
GROUP BY channel, kind, status, currency
UNION ALL
SELECT channel, 'POSTED', kind, 'PAYMENT', currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(amount)) FROM orders
WHERE effective_at IS NOT NULL GROUP BY channel, kind, currency
UNION ALL
SELECT channel, 'POSTED', kind, 'REFUND', currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(amount)) FROM refunds
WHERE status = 'SUCCEEDED' GROUP BY channel, kind, currency
UNION ALL
SELECT 'WALLET', 'STATE', 'HOLD', concat('HOLD ', status), currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(amount)) FROM holds
GROUP BY status, currency
UNION ALL
SELECT 'WALLET', 'POSTED', 'HOLD', 'HOLD', currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(amount)) FROM holds GROUP BY currency
UNION ALL
SELECT channel, 'POSTED', kind, 'INSTRUCTION', leg.currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(leg.amount))
FROM settlement.ledger_instruction ARRAY JOIN legs AS leg
WHERE business_date = {business_date:Date} AND leg.amount > 0 AND has({channels:Array(String)}, channel) GROUP BY channel, kind, leg.currency
UNION ALL
SELECT channel, 'REFUNDED', '', '', currency, 'CLICKHOUSE_ORDERS', count(), sum(toInt128(refunded_amount)) FROM orders
WHERE refunded_amount > 0 GROUP BY channel, currency
UNION ALL
SELECT channel, 'REFUNDED', '', '', currency, 'CLICKHOUSE_REFUNDS', uniqExact(order_id), sum(toInt128(amount)) FROM all_refunds
WHERE status = 'SUCCEEDED' AND order_id IN (SELECT order_id FROM orders) GROUP BY channel, currency
UNION ALL
SELECT channel, 'AGREED', '', account_no, currency, 'CLICKHOUSE_PAYMENTS', count(), sum(toInt128(latest_version))
FROM (SELECT channel, account_no, effective_from, argMax(currency, version) AS currency, max(version) AS latest_version
      FROM settlement.channel_account_version WHERE has({channels:Array(String)}, channel)
      GROUP BY channel, account_no, effective_from HAVING NOT argMax(deleted, tuple(version, source_lsn)))
GROUP BY channel, account_no, currency
SETTINGS optimize_aggregation_in_order = 1, join_algorithm = 'hash'
