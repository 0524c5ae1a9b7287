-- Fraud rules are data: captured like every table, so a row takes effect in the running job. What PostgreSQL can judge it
-- refuses here; what it cannot (does the filter parse) the job refuses, into the quarantine. See docs/decisions/0016.
CREATE TABLE payments.fraud_rule (
  rule_id             text    PRIMARY KEY CHECK (rule_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  name                text    NOT NULL CHECK (name <> ''),
  kind                text    NOT NULL CHECK (kind IN ('AGGREGATE','SEQUENCE')),
  status              text    NOT NULL CHECK (status IN ('ACTIVE','SHADOW','PAUSED')),
  action              text    NOT NULL CHECK (action IN ('ALERT','REVIEW','BLOCK')),
  key_fields          text[]  NOT NULL CHECK (cardinality(key_fields) BETWEEN 1 AND 3
                                AND key_fields <@ ARRAY['payer','payee','device','ip','merchant','channel']),
  filter              text    NOT NULL DEFAULT '' CHECK (length(filter) <= 2000),
  currency            text    CHECK (currency ~ '^[A-Z]{3}$'),
  window_seconds      integer NOT NULL CHECK (window_seconds BETWEEN 1 AND 2592000),

  aggregate           text    CHECK (aggregate IN ('COUNT','SUM','AVERAGE','MAX','DISTINCT_COUNT','REFUND_SHARE')),
  distinct_field      text    CHECK (distinct_field IN ('payer','payee','device','ip','merchant','channel')),
  pane_seconds        integer CHECK (pane_seconds >= 1),
  comparison          text    CHECK (comparison IN ('>=','>')),
  threshold           bigint  CHECK (threshold >= 0),
  events_min          integer NOT NULL DEFAULT 1 CHECK (events_min >= 1),

  sequence            text    CHECK (sequence IN ('SMALL_THEN_LARGE','PASS_THROUGH')),
  small_count         integer CHECK (small_count BETWEEN 1 AND 50),
  small_amount_max    bigint  CHECK (small_amount_max BETWEEN 1 AND 1000000000000000),
  amount_min          bigint  CHECK (amount_min BETWEEN 1 AND 1000000000000000),
  share_bp            integer CHECK (share_bp BETWEEN 1 AND 10000),

  keys_per_minute_max integer NOT NULL DEFAULT 100000 CHECK (keys_per_minute_max >= 1),
  effective_from      timestamptz(3) NOT NULL DEFAULT now(),
  effective_to        timestamptz(3) CONSTRAINT fraud_rule_effective CHECK (effective_to > effective_from),
  version             bigint  NOT NULL DEFAULT 1 CHECK (version >= 1),
  updated_by          text    NOT NULL CHECK (updated_by <> ''),
  updated_at          timestamptz(3) NOT NULL DEFAULT now(),

  CONSTRAINT fraud_rule_aggregate CHECK (
    CASE kind
      WHEN 'AGGREGATE' THEN num_nulls(aggregate, pane_seconds, comparison, threshold) = 0
                        AND num_nonnulls(sequence, small_count, small_amount_max, amount_min, share_bp) = 0
                        AND (aggregate = 'DISTINCT_COUNT') = (distinct_field IS NOT NULL)
      ELSE num_nonnulls(aggregate, distinct_field, pane_seconds, comparison, threshold) = 0 AND sequence IS NOT NULL
    END),
  CONSTRAINT fraud_rule_panes CHECK (window_seconds % pane_seconds = 0 AND window_seconds / pane_seconds <= 360),
  CONSTRAINT fraud_rule_sequence CHECK (
    CASE sequence
      WHEN 'SMALL_THEN_LARGE' THEN num_nulls(small_count, small_amount_max, amount_min) = 0 AND share_bp IS NULL
                               AND amount_min > small_amount_max
      WHEN 'PASS_THROUGH'     THEN num_nulls(amount_min, share_bp) = 0 AND num_nonnulls(small_count, small_amount_max) = 0
                               AND key_fields = ARRAY['payer']
    END),
  CONSTRAINT fraud_rule_currency CHECK (currency IS NOT NULL OR aggregate IN ('COUNT','DISTINCT_COUNT'))
);
COMMENT ON TABLE  payments.fraud_rule IS 'What the fraud job looks for. Change a rule with version = version + 1; it is never removed: set it PAUSED.';
COMMENT ON COLUMN payments.fraud_rule.status IS 'SHADOW: alerts are marked as such and act on nothing.';
COMMENT ON COLUMN payments.fraud_rule.key_fields IS 'What the window is kept for, one to three. PASS_THROUGH: payer, the owner of the wallet that takes in and gives out.';
COMMENT ON COLUMN payments.fraud_rule.filter IS 'Which payments count, in CEL, such as: amount >= 10000 && kind in ["TIP", "TRANSFER"]; empty: all.';
COMMENT ON COLUMN payments.fraud_rule.currency IS 'Only payments in it count; amounts of the rule are its minor units.';
COMMENT ON COLUMN payments.fraud_rule.pane_seconds IS 'The window slides by this; at most 360 panes a window.';
COMMENT ON COLUMN payments.fraud_rule.threshold IS 'COUNT and DISTINCT_COUNT: payments and values; SUM, AVERAGE, MAX: minor units; REFUND_SHARE: basis points.';
COMMENT ON COLUMN payments.fraud_rule.events_min IS 'With fewer payments in the window there is no value: for averages and shares.';
COMMENT ON COLUMN payments.fraud_rule.small_count IS 'SMALL_THEN_LARGE: so many payments of at most small_amount_max, then one of at least amount_min, within the window.';
COMMENT ON COLUMN payments.fraud_rule.share_bp IS 'PASS_THROUGH: after at least amount_min came in, this part of it (basis points) went out within the window.';
COMMENT ON COLUMN payments.fraud_rule.keys_per_minute_max IS 'A rule that opens windows for more new keys in a minute of event time is paused, with an alert, until its next version.';
COMMENT ON COLUMN payments.fraud_rule.effective_from IS 'Payments from this time on count, by the time they were paid; before effective_to.';

CREATE FUNCTION payments.check_fraud_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.version <> 1 THEN
      RAISE EXCEPTION 'fraud_rule %: a new rule has version 1, not %', NEW.rule_id, NEW.version USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.rule_id <> OLD.rule_id OR NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'fraud_rule %: version % must follow %, and rule_id never changes', OLD.rule_id, NEW.version, OLD.version
      USING ERRCODE = 'check_violation', HINT = 'Update with SET version = version + 1 WHERE version = the one you read.';
  END IF;
  IF (SELECT count(DISTINCT field) FROM unnest(NEW.key_fields) AS field) <> cardinality(NEW.key_fields) THEN
    RAISE EXCEPTION 'fraud_rule %: a key field stands twice in %', NEW.rule_id, NEW.key_fields USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fraud_rule_rules BEFORE INSERT OR UPDATE ON payments.fraud_rule
  FOR EACH ROW EXECUTE FUNCTION payments.check_fraud_rule();
CREATE TRIGGER fraud_rule_keep BEFORE DELETE OR TRUNCATE ON payments.fraud_rule
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

ALTER TABLE payments.fraud_rule REPLICA IDENTITY FULL;
ALTER PUBLICATION settle ADD TABLE payments.fraud_rule;
