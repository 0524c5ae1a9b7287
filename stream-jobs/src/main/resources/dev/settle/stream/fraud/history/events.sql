-- The events of fraud rules in [from, to): what became paid and what was given back, by the versions of an order that were
-- captured. A version is held against the one before it, as the job holds a change's two sides. An order's versions are in
-- one partition (created_at never changes) and beside each other, so only the slice's orders are read whole.
WITH
  fromUnixTimestamp64Milli({from:Int64}, 'UTC') AS slice_from,
  fromUnixTimestamp64Milli({to:Int64}, 'UTC') AS slice_to,
  touched AS (
    SELECT order_id
    FROM settlement.payment_event
    WHERE entity = 'PAYMENT_ORDER' AND op != 'DELETE' AND status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')
      AND ((effective_at >= slice_from AND committed_at >= slice_from AND (effective_at < slice_to OR committed_at < slice_to))
        OR (refunded_amount > 0 AND updated_at >= slice_from AND committed_at >= slice_from
            AND (updated_at < slice_to OR committed_at < slice_to)))
  ),
  versions AS (
    SELECT
      *,
      row_number() OVER (PARTITION BY order_id ORDER BY version, source_lsn) > 1 AS has_before,
      lagInFrame(toString(status), 1, '') OVER (PARTITION BY order_id ORDER BY version, source_lsn
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS status_before,
      lagInFrame(refunded_amount, 1, 0) OVER (PARTITION BY order_id ORDER BY version, source_lsn
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS refunded_before
    FROM settlement.payment_event
    WHERE entity = 'PAYMENT_ORDER' AND op != 'DELETE' AND order_id IN (touched)
  )
SELECT
  toUInt8(is_refund) AS refund,
  order_id, version,
  toString(kind) AS kind, toString(channel) AS channel, toString(currency) AS currency,
  amount, refunded_amount, toString(status) AS status,
  ifNull(payer_id, '') AS payer, ifNull(payee_id, '') AS payee, ifNull(merchant_id, '') AS merchant,
  ifNull(device_id, '') AS device, ifNull(client_ip, '') AS ip,
  ifNull(toUnixTimestamp64Milli(effective_at), -1) AS paid_at,
  toUnixTimestamp64Milli(updated_at) AS updated_at_ms, toUnixTimestamp64Milli(committed_at) AS committed_at_ms,
  toUInt8(has_before) AS known_before, status_before, refunded_before
FROM versions
ARRAY JOIN [false, true] AS is_refund
WHERE status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')
  AND if(is_refund, refunded_amount > refunded_before,
         status_before NOT IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AND effective_at IS NOT NULL)
  AND least(if(is_refund, updated_at, ifNull(effective_at, committed_at)), committed_at) >= slice_from
  AND least(if(is_refund, updated_at, ifNull(effective_at, committed_at)), committed_at) < slice_to
ORDER BY least(if(is_refund, updated_at, ifNull(effective_at, committed_at)), committed_at)
FORMAT RowBinary
