-- Inserts a rule, or makes its next version when a column differs; returns the version, or nothing when all is the same.
-- Without a date given, a rule keeps the one that it has, and a new one is effective from now on.
WITH given AS (
  SELECT ?::text AS rule_id, ?::text AS name, ?::text AS kind, ?::text AS status, ?::text AS action, ?::text[] AS key_fields,
         ?::text AS filter, ?::text AS currency, ?::integer AS window_seconds, ?::text AS aggregate, ?::text AS distinct_field,
         ?::integer AS pane_seconds, ?::text AS comparison, ?::bigint AS threshold, ?::integer AS events_min, ?::text AS sequence,
         ?::integer AS small_count, ?::bigint AS small_amount_max, ?::bigint AS amount_min, ?::integer AS share_bp,
         ?::integer AS keys_per_minute_max, ?::timestamptz AS effective_from, ?::timestamptz AS effective_to, ?::text AS updated_by
)
INSERT INTO payments.fraud_rule AS known (
  rule_id, name, kind, status, action, key_fields, filter, currency, window_seconds, aggregate, distinct_field, pane_seconds,
  comparison, threshold, events_min, sequence, small_count, small_amount_max, amount_min, share_bp, keys_per_minute_max,
  effective_from, effective_to, updated_by)
SELECT
  rule_id, name, kind, status, action, key_fields, filter, currency, window_seconds, aggregate, distinct_field, pane_seconds,
  comparison, threshold, events_min, sequence, small_count, small_amount_max, amount_min, share_bp, keys_per_minute_max,
  coalesce(effective_from, (SELECT r.effective_from FROM payments.fraud_rule r WHERE r.rule_id = given.rule_id), now()),
  effective_to, updated_by
FROM given
ON CONFLICT (rule_id) DO UPDATE SET
  name = excluded.name, kind = excluded.kind, status = excluded.status, action = excluded.action, key_fields = excluded.key_fields,
  filter = excluded.filter, currency = excluded.currency, window_seconds = excluded.window_seconds, aggregate = excluded.aggregate,
  distinct_field = excluded.distinct_field, pane_seconds = excluded.pane_seconds, comparison = excluded.comparison,
  threshold = excluded.threshold, events_min = excluded.events_min, sequence = excluded.sequence, small_count = excluded.small_count,
  small_amount_max = excluded.small_amount_max, amount_min = excluded.amount_min, share_bp = excluded.share_bp,
  keys_per_minute_max = excluded.keys_per_minute_max, effective_from = excluded.effective_from, effective_to = excluded.effective_to,
  version = known.version + 1, updated_by = excluded.updated_by, updated_at = now()
WHERE (known.name, known.kind, known.status, known.action, known.key_fields, known.filter, known.currency, known.window_seconds,
       known.aggregate, known.distinct_field, known.pane_seconds, known.comparison, known.threshold, known.events_min, known.sequence,
       known.small_count, known.small_amount_max, known.amount_min, known.share_bp, known.keys_per_minute_max, known.effective_from,
       known.effective_to)
  IS DISTINCT FROM
      (excluded.name, excluded.kind, excluded.status, excluded.action, excluded.key_fields, excluded.filter, excluded.currency,
       excluded.window_seconds, excluded.aggregate, excluded.distinct_field, excluded.pane_seconds, excluded.comparison,
       excluded.threshold, excluded.events_min, excluded.sequence, excluded.small_count, excluded.small_amount_max, excluded.amount_min,
       excluded.share_bp, excluded.keys_per_minute_max, excluded.effective_from, excluded.effective_to)
RETURNING version
