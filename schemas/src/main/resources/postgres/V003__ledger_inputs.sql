-- The rest of what moves money: holds (资金冻结), the batch side's journals, the closing of business days. Amounts: minor units.
CREATE TABLE payments.funds_hold (
  hold_id         text   PRIMARY KEY CHECK (hold_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  owner_id        text   NOT NULL CHECK (owner_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  merchant_id     text   NOT NULL REFERENCES payments.merchant,
  currency        text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount          bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
  captured_amount bigint NOT NULL DEFAULT 0 CHECK (captured_amount BETWEEN 0 AND amount),
  status          text   NOT NULL CHECK (status IN ('HELD','CAPTURED','RELEASED','EXPIRED')),
  version         bigint NOT NULL DEFAULT 1 CHECK (version >= 1),
  trace_parent    text,
  created_at      timestamptz(3) NOT NULL DEFAULT now(),
  expires_at      timestamptz(3) NOT NULL,
  captured_at     timestamptz(3),
  closed_at       timestamptz(3),
  updated_at      timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT funds_hold_amounts_of_status CHECK (
    CASE status
      WHEN 'HELD'     THEN captured_amount = 0 AND closed_at IS NULL
      WHEN 'CAPTURED' THEN captured_amount > 0 AND closed_at IS NULL
      ELSE captured_amount < amount AND closed_at IS NOT NULL
    END),
  CONSTRAINT funds_hold_captured_at CHECK ((captured_amount > 0) = (captured_at IS NOT NULL)),
  CONSTRAINT funds_hold_expiry CHECK (expires_at > created_at AND (status <> 'EXPIRED' OR closed_at >= expires_at))
);
CREATE INDEX funds_hold_created_at ON payments.funds_hold (created_at);
COMMENT ON TABLE  payments.funds_hold IS 'Money of a user set aside for a merchant: HELD, then CAPTURED (also in parts), the rest RELEASED or EXPIRED.';
COMMENT ON COLUMN payments.funds_hold.owner_id IS 'The user whose money is frozen.';
COMMENT ON COLUMN payments.funds_hold.merchant_id IS 'The merchant that a capture pays.';
COMMENT ON COLUMN payments.funds_hold.captured_amount IS 'Cumulative, minor units. What is neither captured nor given back stays frozen.';
COMMENT ON COLUMN payments.funds_hold.captured_at IS 'Time of the last capture.';
COMMENT ON COLUMN payments.funds_hold.closed_at IS 'When the rest was released or expired.';

CREATE FUNCTION payments.check_funds_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'HELD' OR NEW.version <> 1 THEN
      RAISE EXCEPTION 'funds_hold %: a new hold is HELD at version 1, not % at %', NEW.hold_id, NEW.status, NEW.version
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'funds_hold %: version % must follow %', OLD.hold_id, NEW.version, OLD.version
      USING ERRCODE = 'check_violation', HINT = 'Update with SET version = version + 1 WHERE version = the one you read.';
  END IF;
  IF (NEW.hold_id, NEW.owner_id, NEW.merchant_id, NEW.currency, NEW.amount, NEW.created_at)
       IS DISTINCT FROM (OLD.hold_id, OLD.owner_id, OLD.merchant_id, OLD.currency, OLD.amount, OLD.created_at) THEN
    RAISE EXCEPTION 'funds_hold %: identity, owner, merchant, amount and currency never change', OLD.hold_id USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.status = 'CAPTURED' AND NEW.status = 'HELD')
     OR (OLD.status IN ('RELEASED','EXPIRED')
         AND (NEW.status, NEW.captured_amount, NEW.closed_at) IS DISTINCT FROM (OLD.status, OLD.captured_amount, OLD.closed_at)) THEN
    RAISE EXCEPTION 'funds_hold %: illegal transition % -> %', OLD.hold_id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.captured_amount < OLD.captured_amount THEN
    RAISE EXCEPTION 'funds_hold %: captured_amount is cumulative and cannot fall from % to %', OLD.hold_id, OLD.captured_amount, NEW.captured_amount
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_hold_rules BEFORE INSERT OR UPDATE ON payments.funds_hold
  FOR EACH ROW EXECUTE FUNCTION payments.check_funds_hold();
CREATE TRIGGER funds_hold_keep BEFORE DELETE OR TRUNCATE ON payments.funds_hold
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

-- Legs: [{"account": "merchant:m1:pending", "currency": "CNY", "amount": -100}, ...], whole numbers that sum to zero per currency.
CREATE FUNCTION payments.legs_balance(legs jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_typeof(legs) = 'array' AND jsonb_array_length(legs) BETWEEN 2 AND 1000
     AND NOT EXISTS (
       SELECT FROM jsonb_array_elements(legs) AS leg
       WHERE jsonb_typeof(leg) <> 'object'
          OR coalesce(leg->>'account', '') = '' OR coalesce(leg->>'currency', '') !~ '^[A-Z]{3}$'
          OR jsonb_typeof(leg->'amount') IS DISTINCT FROM 'number' OR leg->>'amount' !~ '^-?[1-9][0-9]{0,15}$')
     AND NOT EXISTS (
       SELECT FROM jsonb_array_elements(legs) AS leg GROUP BY leg->>'currency' HAVING sum((leg->>'amount')::numeric) <> 0)
$$;

CREATE TABLE payments.ledger_instruction (
  instruction_id text PRIMARY KEY CHECK (instruction_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  kind           text NOT NULL CHECK (kind IN
    ('CHANNEL_FEE','CHANNEL_PAYOUT','SPLIT','CLAWBACK','SETTLEMENT','RESERVE','PAYOUT','TOLERANCE','CORRECTION')),
  business_key   text NOT NULL CHECK (business_key ~ '^[!-~]{1,128}$'),
  business_date  date NOT NULL,
  channel        text NOT NULL DEFAULT 'WALLET' CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  order_id       text CHECK (order_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  merchant_id    text CHECK (merchant_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  legs           jsonb NOT NULL CONSTRAINT ledger_instruction_balances CHECK (payments.legs_balance(legs)),
  reason         text,
  maker          text NOT NULL CHECK (maker <> ''),
  checker        text CHECK (checker <> ''),
  trace_parent   text,
  created_at     timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT ledger_instruction_pays_once UNIQUE (kind, business_key),
  CONSTRAINT ledger_instruction_four_eyes CHECK (checker IS DISTINCT FROM maker AND (kind <> 'CORRECTION' OR checker IS NOT NULL))
);
COMMENT ON TABLE  payments.ledger_instruction IS 'Journals that the batch side orders; insert only. The ledger books all legs of one or none.';
COMMENT ON COLUMN payments.ledger_instruction.business_key IS 'What the instruction is for, unique per kind: the same cause ordered twice is refused here.';
COMMENT ON COLUMN payments.ledger_instruction.channel IS 'The channel whose business dates count.';
COMMENT ON COLUMN payments.ledger_instruction.checker IS 'Who approved it; another person than the maker, always there on corrections.';
CREATE TRIGGER ledger_instruction_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.ledger_instruction
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE payments.business_day_close (
  channel       text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  business_date date NOT NULL,
  closed_by     text NOT NULL CHECK (closed_by <> ''),
  closed_at     timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (channel, business_date),
  -- A day that has not come would put off everything until it has. No channel's zone is behind UTC.
  CONSTRAINT business_day_close_has_come CHECK (business_date <= (closed_at AT TIME ZONE 'UTC')::date)
);
COMMENT ON TABLE payments.business_day_close IS
  'A row closes its date and every earlier one of the channel: what is committed after it is booked into a later day. Insert only.';
CREATE TRIGGER business_day_close_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.business_day_close
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

ALTER TABLE payments.funds_hold         REPLICA IDENTITY FULL;
ALTER TABLE payments.ledger_instruction REPLICA IDENTITY FULL;
ALTER TABLE payments.business_day_close REPLICA IDENTITY FULL;
ALTER PUBLICATION settle ADD TABLE payments.funds_hold, payments.ledger_instruction, payments.business_day_close;

-- Who asked for a quarantined change to be judged again, and where it was written to.
CREATE TABLE batch.quarantine_replay (
  quarantine_id text NOT NULL,
  replayed_at   timestamptz(3) NOT NULL DEFAULT now(),
  replayed_by   text NOT NULL CHECK (replayed_by <> ''),
  reason        text NOT NULL CHECK (reason <> ''),
  topic         text NOT NULL,
  partition     integer NOT NULL,
  record_offset bigint NOT NULL,
  PRIMARY KEY (topic, partition, record_offset)
);
CREATE INDEX quarantine_replay_id ON batch.quarantine_replay (quarantine_id);
