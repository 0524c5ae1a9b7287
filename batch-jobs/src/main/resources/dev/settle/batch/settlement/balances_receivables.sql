-- What is owed after the last settlement of each payee and currency, the oldest first.
SELECT payee, currency, receivable->>'id' AS id, (receivable->>'amount')::bigint AS amount
FROM (SELECT DISTINCT ON (payee, currency) payee, currency, receivables FROM batch.settlement ORDER BY payee, currency, window_day DESC) AS latest
CROSS JOIN LATERAL jsonb_array_elements(receivables) WITH ORDINALITY AS owed(receivable, place)
ORDER BY payee, currency, place
