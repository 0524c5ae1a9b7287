UPDATE payments.refund AS r
SET status = 'FAILED', updated_at = failed.at, version = r.version + 1
FROM unnest(?::text[], ?::timestamptz[]) AS failed (refund_id, at)
WHERE r.refund_id = failed.refund_id AND r.version = 1
