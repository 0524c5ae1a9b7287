-- What the demonstration puts into its traffic, they find; the day that lies in the past is before they take effect, the last seconds are not:
-- a pattern's payments are written together when the last of them is paid.
INSERT INTO payments.fraud_rule
  (rule_id, name, kind, status, action, key_fields, filter, currency, window_seconds,
   aggregate, distinct_field, pane_seconds, comparison, threshold, sequence, small_count, small_amount_max, amount_min, share_bp,
   updated_by, effective_from)
VALUES
  ('demo-device-burst', 'One device pays 20 times within a minute', 'AGGREGATE', 'ACTIVE', 'REVIEW', '{device}', '', NULL, 60,
   'COUNT', NULL, 1, '>=', 20, NULL, NULL, NULL, NULL, NULL, 'demo', now() - interval '5 s'),
  ('demo-shared-device', 'Eight payers on one device within ten minutes', 'AGGREGATE', 'ACTIVE', 'REVIEW', '{device}',
   'kind in ["PURCHASE", "TIP"]', NULL, 600,
   'DISTINCT_COUNT', 'payer', 10, '>=', 8, NULL, NULL, NULL, NULL, NULL, 'demo', now() - interval '5 s'),
  ('demo-card-test', 'Five payments of at most 5 CNY, then one of at least 4,000', 'SEQUENCE', 'ACTIVE', 'BLOCK', '{payer}', '',
   'CNY', 600, NULL, NULL, NULL, NULL, NULL, 'SMALL_THEN_LARGE', 5, 500, 400000, NULL, 'demo', now() - interval '5 s'),
  ('demo-pass-through', 'At least 4,000 CNY come into a wallet, and 95 per cent leave it within the hour', 'SEQUENCE', 'ACTIVE',
   'BLOCK', '{payer}', '', 'CNY', 3600, NULL, NULL, NULL, NULL, NULL, 'PASS_THROUGH', NULL, NULL, 400000, 9500, 'demo', now() - interval '5 s')
ON CONFLICT (rule_id) DO NOTHING
