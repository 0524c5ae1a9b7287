-- The reserves that are held after the last settlement of each payee and currency.
SELECT payee, currency, (reserve->>'window')::date AS of_window, (reserve->>'releaseOn')::date AS release_on, (reserve->>'amount')::bigint AS amount
FROM (SELECT DISTINCT ON (payee, currency) payee, currency, reserves FROM batch.settlement ORDER BY payee, currency, window_day DESC) AS latest
CROSS JOIN LATERAL jsonb_array_elements(reserves) WITH ORDINALITY AS held(reserve, place)
ORDER BY payee, currency, place
