-- Every rule: what a person reads, and its columns as a file of rules has them.
SELECT rule_id, version, status, action, array_to_string(key_fields, '|') AS key_fields, coalesce(aggregate, sequence) AS measure,
       coalesce(comparison || ' ' || threshold, '') AS held_against, coalesce(currency, '') AS currency, window_seconds, name,
       jsonb_pretty(jsonb_strip_nulls(to_jsonb(r) - ARRAY['version', 'updated_by', 'updated_at'])) AS file
FROM payments.fraud_rule r ORDER BY rule_id
