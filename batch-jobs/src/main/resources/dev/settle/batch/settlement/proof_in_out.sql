-- What came in and went out by the payment service's tables: through channels, and what instructions did to channels and banks. Positive: in.
-- Channel fees and payouts stand for themselves, so that they can be held against the statements' lines and the payouts.
SELECT currency COLLATE "C" AS currency, what, sum(amount) AS amount
FROM (
  SELECT currency, CASE kind WHEN 'WITHDRAWAL' THEN 'withdrawals' ELSE 'payments' END AS what,
         CASE kind WHEN 'WITHDRAWAL' THEN -amount ELSE amount END AS amount
  FROM payments.payment_order WHERE paid_at IS NOT NULL AND (kind IN ('TOP_UP', 'WITHDRAWAL') OR kind IN ('PURCHASE', 'TIP') AND channel <> 'WALLET')
  UNION ALL
  SELECT r.currency, 'refunds', CASE o.kind WHEN 'WITHDRAWAL' THEN r.amount ELSE -r.amount END
  FROM payments.refund AS r JOIN payments.payment_order AS o USING (order_id)
  WHERE r.status = 'SUCCEEDED' AND (o.kind IN ('TOP_UP', 'WITHDRAWAL') OR o.kind IN ('PURCHASE', 'TIP') AND o.channel <> 'WALLET')
  UNION ALL
  SELECT leg->>'currency', CASE WHEN i.kind = 'CHANNEL_FEE' AND starts_with(i.business_key, 'share/') THEN 'fees'
                                WHEN i.kind = 'PAYOUT' AND starts_with(i.business_key, 'payout/') THEN 'payouts'
                                WHEN i.kind = 'PAYOUT' AND starts_with(i.business_key, 'return/') THEN 'returned'
                                ELSE 'other' END,
         -(leg->>'amount')::bigint
  FROM payments.ledger_instruction AS i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
  WHERE leg->>'account' LIKE 'channel:%' OR leg->>'account' LIKE 'bank:%') AS moved
GROUP BY 1, 2 ORDER BY 1, 2
