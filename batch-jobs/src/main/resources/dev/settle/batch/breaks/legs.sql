-- The legs of a proposal, in their order.
SELECT leg->>'account' AS account, leg->>'currency' AS currency, (leg->>'amount')::bigint AS amount
FROM batch.break_event CROSS JOIN LATERAL jsonb_array_elements(legs) WITH ORDINALITY AS part (leg, place)
WHERE break_id = ? AND action = 'PROPOSE' AND proposal = ? ORDER BY place
