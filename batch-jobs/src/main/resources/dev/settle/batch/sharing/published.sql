-- Every version of every rule set.
SELECT rule_set_id, version, merchant_id, kind, channel, currency, effective_from, effective_to, priority, base, cap_basis_points,
       cap_agreement, receivers_max, receivers
FROM payments.profit_sharing_rule ORDER BY rule_set_id, version
