-- The tolerance in force. Parameters: channel, business date twice.
SELECT absolute_minor, relative_ppm, days
FROM payments.channel_tolerance
WHERE channel = ? AND effective_from <= ?::date AND (effective_to IS NULL OR effective_to >= ?::date)
ORDER BY effective_from DESC LIMIT 1
