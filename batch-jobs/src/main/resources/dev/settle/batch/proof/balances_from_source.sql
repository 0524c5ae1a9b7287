-- Every account's balance, recomputed from the payment service's tables alone. The ledger's counterpart is ledger_balances.sql.
WITH
moved AS
  (SELECT CASE WHEN kind = 'TOP_UP' OR kind IN ('PURCHASE', 'TIP') AND channel <> 'WALLET' THEN 'channel:' || channel
               ELSE 'user:' || payer_id END AS source,
          CASE kind WHEN 'WITHDRAWAL' THEN 'channel:' || channel
                    WHEN 'TOP_UP' THEN 'user:' || payee_id
                    WHEN 'TRANSFER' THEN 'user:' || payee_id
                    ELSE 'merchant:' || merchant_id || ':pending' END AS destination,
          order_id, currency, amount
   FROM payments.payment_order WHERE paid_at IS NOT NULL),
posting AS
  (SELECT source, destination, currency, amount FROM moved
   UNION ALL
   SELECT moved.destination, moved.source, r.currency, r.amount
   FROM payments.refund r JOIN moved USING (order_id) WHERE r.status = 'SUCCEEDED'
   UNION ALL
   SELECT 'user:' || owner_id, 'user:' || owner_id || ':frozen', currency, amount FROM payments.funds_hold
   UNION ALL
   SELECT 'user:' || owner_id || ':frozen', 'merchant:' || merchant_id || ':pending', currency, captured_amount
   FROM payments.funds_hold WHERE captured_amount > 0
   UNION ALL
   SELECT 'user:' || owner_id || ':frozen', 'user:' || owner_id, currency, amount - captured_amount
   FROM payments.funds_hold WHERE status IN ('RELEASED', 'EXPIRED')),
entry AS
  (SELECT source AS account, currency, -amount AS amount FROM posting
   UNION ALL
   SELECT destination, currency, amount FROM posting
   UNION ALL
   SELECT leg->>'account', leg->>'currency', (leg->>'amount')::bigint
   FROM payments.ledger_instruction CROSS JOIN LATERAL jsonb_array_elements(legs) AS leg)
SELECT account COLLATE "C" AS account, currency COLLATE "C" AS currency, sum(amount) AS balance
FROM entry GROUP BY 1, 2 ORDER BY 1, 2
