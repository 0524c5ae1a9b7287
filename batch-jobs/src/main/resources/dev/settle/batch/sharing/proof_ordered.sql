-- What was ordered for lines, per merchant, currency and kind: positive when the merchant's pending account pays.
SELECT i.merchant_id, leg->>'currency' AS currency, i.kind, -sum((leg->>'amount')::numeric) AS total
FROM payments.ledger_instruction i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
WHERE i.business_key LIKE 'share/%' AND i.kind IN ('CHANNEL_FEE', 'SPLIT', 'CLAWBACK') AND i.merchant_id IS NOT NULL
  AND leg->>'account' = 'merchant:' || i.merchant_id || ':pending'
GROUP BY 1, 2, 3 HAVING sum((leg->>'amount')::numeric) <> 0
