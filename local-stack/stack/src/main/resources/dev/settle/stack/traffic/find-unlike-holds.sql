-- The holds of a plan that do not stand as planned.
SELECT plan.hold_id, coalesce(h.status, 'nothing'), coalesce(h.version, 0)
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::bigint[], ?::bigint[])
  AS plan (hold_id, owner_id, merchant_id, currency, amount, created_at, status, captured_amount, version)
LEFT JOIN payments.funds_hold AS h USING (hold_id)
WHERE (h.owner_id, h.merchant_id, h.currency, h.amount, h.created_at, h.status, h.captured_amount, h.version)
  IS DISTINCT FROM
  (plan.owner_id, plan.merchant_id, plan.currency, plan.amount, plan.created_at, plan.status, plan.captured_amount, plan.version)
ORDER BY plan.hold_id
