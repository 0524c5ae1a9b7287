UPDATE payments.refund AS r
SET status = 'SUCCEEDED', channel_refund_id = done.channel_refund_id, succeeded_at = done.at, updated_at = done.at,
    version = r.version + 1
FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS done (refund_id, channel_refund_id, at)
WHERE r.refund_id = done.refund_id AND r.version = 1
