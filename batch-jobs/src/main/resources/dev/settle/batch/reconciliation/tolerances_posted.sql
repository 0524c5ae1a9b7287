-- What was posted so far for a channel and day, by cause. Parameters: the channel's account, the key's beginning.
SELECT split_part(i.business_key, '/', 3) AS cause, leg->>'currency' AS currency, count(*) AS postings, sum((leg->>'amount')::numeric) AS posted
FROM payments.ledger_instruction i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
WHERE i.kind = 'TOLERANCE' AND leg->>'account' = ? AND starts_with(i.business_key, ?)
GROUP BY 1, 2
