-- The orders of a plan that are not (yet) as planned: how they stand, null when they are not there.
SELECT plan.order_id, o.status, o.version,
       o.order_id IS NOT NULL AND (o.kind, o.channel, o.currency, o.amount) = (plan.kind, plan.channel, plan.currency, plan.amount)
         AND (o.merchant_id, o.payer_id, o.payee_id) IS NOT DISTINCT FROM (plan.merchant_id, plan.payer_id, plan.payee_id)
         AND o.created_at = plan.created_at AND (o.paid_at IS NULL OR o.paid_at = plan.paid_at)
         AND o.version <= plan.version AS on_the_way
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
            ?::timestamptz[], ?::timestamptz[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
  AS plan (order_id, kind, channel, merchant_id, payer_id, payee_id, currency, amount, created_at, paid_at,
           status, version, refunded_amount, refunds)
LEFT JOIN payments.payment_order AS o USING (order_id)
WHERE o.order_id IS NULL
   OR (o.kind, o.channel, o.currency, o.amount, o.created_at, o.status, o.version, o.refunded_amount)
      <> (plan.kind, plan.channel, plan.currency, plan.amount, plan.created_at, plan.status, plan.version, plan.refunded_amount)
   OR (o.merchant_id, o.payer_id, o.payee_id, o.paid_at)
      IS DISTINCT FROM (plan.merchant_id, plan.payer_id, plan.payee_id, plan.paid_at)
   OR plan.refunds > 0 AND plan.refunds
      <> (SELECT count(*) FROM payments.refund AS r WHERE r.order_id = plan.order_id AND r.status <> 'PENDING')
