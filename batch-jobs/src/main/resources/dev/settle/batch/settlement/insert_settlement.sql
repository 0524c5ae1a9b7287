INSERT INTO batch.settlement (settlement_id, business_date, payee, currency, window_day, window_from, window_to, due,
                              activity, net, payout, carried_forward, reserves, receivables)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
