INSERT INTO payments.channel_account
  (channel, account_no, effective_from, statement_format, currency, fee_rate_ppm, tolerance_minor, grace_days)
SELECT channel, account_no, DATE '2020-01-01', statement_format, currency, fee_rate_ppm, 0, 0
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
  AS new (channel, account_no, statement_format, currency, fee_rate_ppm)
ON CONFLICT (channel, account_no, effective_from) DO NOTHING
