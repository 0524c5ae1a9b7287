INSERT INTO payments.fraud_rule
  (rule_id, name, kind, status, action, key_fields, filter, currency, window_seconds,
   aggregate, pane_seconds, comparison, threshold, updated_by)
VALUES
  ('payer-burst', 'many purchases of one payer', 'AGGREGATE', 'ACTIVE', 'REVIEW', '{payer}', 'kind == "PURCHASE"', NULL, 5,
   'COUNT', 1, '>=', 6, 'test'),
  ('device-sum', 'much money by one device', 'AGGREGATE', 'ACTIVE', 'BLOCK', '{device}', '', 'CNY', 6,
   'SUM', 2, '>=', 40000, 'test')
