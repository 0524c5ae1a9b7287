-- What stands open after the last settlement of each payee and currency.
SELECT DISTINCT ON (payee, currency) payee, currency, window_day, carried_forward FROM batch.settlement
ORDER BY payee, currency, window_day DESC
