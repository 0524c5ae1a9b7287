-- A night's settlements as they are shown to analysts. Parameter: the night.
SELECT business_date, settlement_id, payee, currency, window_day, window_from, window_to, due, activity, net, payout, carried_forward,
       (SELECT coalesce(sum((r->>'amount')::bigint), 0)::bigint FROM jsonb_array_elements(reserves) AS r) AS reserve_held,
       (SELECT coalesce(sum((r->>'amount')::bigint), 0)::bigint FROM jsonb_array_elements(receivables) AS r) AS receivable
FROM batch.settlement WHERE business_date = ?::date ORDER BY payee, currency, window_day
