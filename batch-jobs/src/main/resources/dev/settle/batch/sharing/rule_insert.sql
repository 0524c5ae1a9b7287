-- Parameters: as the columns.
INSERT INTO payments.profit_sharing_rule
  (rule_set_id, version, merchant_id, kind, channel, currency, effective_from, effective_to, priority, base, cap_basis_points, cap_agreement,
   receivers_max, receivers, published_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
