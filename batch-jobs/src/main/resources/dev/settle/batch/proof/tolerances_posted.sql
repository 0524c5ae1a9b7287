-- What was posted for tolerated differences on the channels' accounts, by the day and channel that tolerated them.
SELECT split_part(i.business_key, '/', 1) AS channel, split_part(i.business_key, '/', 2) AS business_date, leg->>'currency' AS currency,
       sum((leg->>'amount')::numeric) AS posted
FROM payments.ledger_instruction i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
WHERE i.kind = 'TOLERANCE' AND leg->>'account' = 'channel:' || i.channel AND i.business_key ~ '^[A-Z]+/[0-9-]{10}/[0-9a-f]{32}/[0-9]+$'
GROUP BY 1, 2, 3 HAVING sum((leg->>'amount')::numeric) <> 0
