-- The rate card of a channel. Parameter: channel.
SELECT account_no, kind, effective_from, effective_to, rate_ppm, fixed_minor, minimum_minor, maximum_minor, gives_fee_back, rounding
FROM payments.channel_fee_rate WHERE channel = ?
ORDER BY account_no COLLATE "C", kind COLLATE "C", effective_from
