-- A new rule starts on history: its windows hold what was paid before it takes effect. Only its alerts begin then.
COMMENT ON COLUMN payments.fraud_rule.effective_from IS 'Alerts are raised for payments from this time on, by the time they were paid; windows hold earlier payments too.';
COMMENT ON COLUMN payments.fraud_rule.effective_to IS 'Payments from this time on no longer count.';
