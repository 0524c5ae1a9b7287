-- Orders the closing, for channels whose day is not closed by this date or a later one already. Parameters: date, who, time, channels, date.
INSERT INTO payments.business_day_close (channel, business_date, closed_by, closed_at)
SELECT wanted.channel, ?::date, ?, ?
FROM unnest(?::text[]) AS wanted(channel)
WHERE NOT EXISTS (SELECT FROM payments.business_day_close c WHERE c.channel = wanted.channel AND c.business_date >= ?::date)
ON CONFLICT DO NOTHING
RETURNING channel
