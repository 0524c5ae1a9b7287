UPDATE payments.funds_hold AS h
SET status = moved.status, captured_amount = moved.captured_amount, captured_at = moved.captured_at, closed_at = moved.closed_at,
    updated_at = moved.at, version = h.version + 1
FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
  AS moved (hold_id, version, status, captured_amount, captured_at, closed_at, at)
WHERE h.hold_id = moved.hold_id AND h.version = moved.version
