-- The payment service's tables. They refuse what is illegal themselves: the state machine, the optimistic lock and the
-- amount rules are constraints and triggers, so that no writer can break them. Amounts: minor units. Times: UTC, ms.
CREATE SCHEMA IF NOT EXISTS payments;

CREATE TABLE payments.merchant (
  merchant_id text        PRIMARY KEY CHECK (merchant_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  name        text        NOT NULL,
  currency    text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  hot         boolean     NOT NULL DEFAULT false,
  version     bigint      NOT NULL DEFAULT 1,
  updated_at  timestamptz(3) NOT NULL DEFAULT now()
);
COMMENT ON COLUMN payments.merchant.hot IS 'Its accounts take a leg of very many payments: the ledger shards them.';

CREATE TABLE payments.channel_account (
  channel          text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  account_no       text NOT NULL CHECK (account_no ~ '^[A-Za-z0-9_-]{1,64}$'),
  effective_from   date NOT NULL,
  effective_to     date CHECK (effective_to >= effective_from),
  statement_format text CHECK (statement_format IN ('WECHAT_TRADE_BILL')),
  currency         text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  fee_rate_ppm     integer NOT NULL CHECK (fee_rate_ppm BETWEEN 0 AND 1000000),
  tolerance_minor  bigint  NOT NULL DEFAULT 0 CHECK (tolerance_minor >= 0),
  grace_days       integer NOT NULL DEFAULT 0 CHECK (grace_days BETWEEN 0 AND 30),
  version          bigint  NOT NULL DEFAULT 1,
  updated_at       timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (channel, account_no, effective_from)
);

CREATE TABLE payments.payment_order (
  order_id        text   PRIMARY KEY CHECK (order_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  kind            text   NOT NULL CHECK (kind IN ('PURCHASE','TIP','TOP_UP','TRANSFER','WITHDRAWAL')),
  channel         text   NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  channel_txn_id  text,
  merchant_id     text   REFERENCES payments.merchant,
  payer_id        text   CHECK (payer_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  payee_id        text   CHECK (payee_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  currency        text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount          bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
  refunded_amount bigint NOT NULL DEFAULT 0 CHECK (refunded_amount BETWEEN 0 AND amount),
  status          text   NOT NULL CHECK (status IN ('PENDING','PAID','PARTIALLY_REFUNDED','REFUNDED','CANCELLED')),
  version         bigint NOT NULL DEFAULT 1 CHECK (version >= 1),
  device_id       text,
  client_ip       text,
  trace_parent    text,
  created_at      timestamptz(3) NOT NULL DEFAULT now(),
  paid_at         timestamptz(3),
  updated_at      timestamptz(3) NOT NULL DEFAULT now(),

  CONSTRAINT payment_order_parties CHECK (
    CASE kind
      WHEN 'PURCHASE'   THEN merchant_id IS NOT NULL AND payer_id IS NOT NULL
      WHEN 'TIP'        THEN merchant_id IS NOT NULL AND payer_id IS NOT NULL
      WHEN 'TOP_UP'     THEN merchant_id IS NULL AND payee_id IS NOT NULL AND channel <> 'WALLET'
      WHEN 'TRANSFER'   THEN merchant_id IS NULL AND payer_id IS NOT NULL AND payee_id IS NOT NULL AND payer_id <> payee_id AND channel = 'WALLET'
      WHEN 'WITHDRAWAL' THEN merchant_id IS NULL AND payer_id IS NOT NULL AND channel <> 'WALLET'
    END),
  CONSTRAINT payment_order_amounts_of_status CHECK (
    CASE status
      WHEN 'PENDING'            THEN refunded_amount = 0 AND paid_at IS NULL
      WHEN 'CANCELLED'          THEN refunded_amount = 0 AND paid_at IS NULL
      WHEN 'PAID'               THEN refunded_amount = 0 AND paid_at IS NOT NULL
      WHEN 'PARTIALLY_REFUNDED' THEN refunded_amount > 0 AND refunded_amount < amount AND paid_at IS NOT NULL
      WHEN 'REFUNDED'           THEN refunded_amount = amount AND paid_at IS NOT NULL
    END),
  CONSTRAINT payment_order_channel_txn CHECK (paid_at IS NULL OR channel = 'WALLET' OR channel_txn_id IS NOT NULL)
);
CREATE UNIQUE INDEX payment_order_channel_txn_id ON payments.payment_order (channel, channel_txn_id) WHERE channel_txn_id IS NOT NULL;
CREATE INDEX payment_order_paid_at ON payments.payment_order (paid_at);
COMMENT ON TABLE  payments.payment_order IS 'A movement of money that a client ordered; PENDING, then PAID, PARTIALLY_REFUNDED, REFUNDED, or CANCELLED.';
COMMENT ON COLUMN payments.payment_order.amount IS 'Minor units; at most 10^15, so that sums over an account stay within 64 bits.';
COMMENT ON COLUMN payments.payment_order.version IS 'Optimistic lock: update … SET version = version + 1 WHERE version = n.';

CREATE TABLE payments.refund (
  refund_id         text   PRIMARY KEY CHECK (refund_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  order_id          text   NOT NULL REFERENCES payments.payment_order,
  amount            bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
  currency          text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status            text   NOT NULL CHECK (status IN ('PENDING','SUCCEEDED','FAILED')),
  channel_refund_id text,
  version           bigint NOT NULL DEFAULT 1 CHECK (version >= 1),
  trace_parent      text,
  created_at        timestamptz(3) NOT NULL DEFAULT now(),
  succeeded_at      timestamptz(3),
  updated_at        timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT refund_succeeded_at CHECK ((status = 'SUCCEEDED') = (succeeded_at IS NOT NULL))
);
CREATE INDEX refund_order_id ON payments.refund (order_id);
CREATE INDEX refund_succeeded_at ON payments.refund (succeeded_at);
COMMENT ON TABLE payments.refund IS 'Money given back on an order. Set it SUCCEEDED in the same transaction that raises the order''s refunded_amount.';

-- The connector writes it now and then, so that the slot advances when nothing else is written.
CREATE TABLE payments.cdc_heartbeat (
  id      integer PRIMARY KEY,
  beat_at timestamptz(3) NOT NULL
);

CREATE FUNCTION payments.check_payment_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'PENDING' OR NEW.version <> 1 THEN
      RAISE EXCEPTION 'payment_order %: a new order is PENDING at version 1, not % at %', NEW.order_id, NEW.status, NEW.version
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'payment_order %: version % must follow %', OLD.order_id, NEW.version, OLD.version
      USING ERRCODE = 'check_violation', HINT = 'Update with SET version = version + 1 WHERE version = the one you read.';
  END IF;
  IF (NEW.order_id, NEW.kind, NEW.channel, NEW.currency, NEW.amount, NEW.created_at)
       IS DISTINCT FROM (OLD.order_id, OLD.kind, OLD.channel, OLD.currency, OLD.amount, OLD.created_at)
     OR (NEW.merchant_id, NEW.payer_id, NEW.payee_id) IS DISTINCT FROM (OLD.merchant_id, OLD.payer_id, OLD.payee_id)
     OR (OLD.paid_at IS NOT NULL AND (NEW.paid_at, NEW.channel_txn_id) IS DISTINCT FROM (OLD.paid_at, OLD.channel_txn_id)) THEN
    RAISE EXCEPTION 'payment_order %: identity, parties, amount, currency and a paid order''s payment never change', OLD.order_id
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> OLD.status AND NOT (
         (OLD.status = 'PENDING' AND NEW.status IN ('PAID','CANCELLED'))
      OR (OLD.status = 'PAID' AND NEW.status IN ('PARTIALLY_REFUNDED','REFUNDED'))
      OR (OLD.status = 'PARTIALLY_REFUNDED' AND NEW.status = 'REFUNDED')) THEN
    RAISE EXCEPTION 'payment_order %: illegal transition % -> %', OLD.order_id, OLD.status, NEW.status
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.refunded_amount < OLD.refunded_amount THEN
    RAISE EXCEPTION 'payment_order %: refunded_amount is cumulative and cannot fall from % to %', OLD.order_id, OLD.refunded_amount, NEW.refunded_amount
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_rules BEFORE INSERT OR UPDATE ON payments.payment_order
  FOR EACH ROW EXECUTE FUNCTION payments.check_payment_order();

CREATE FUNCTION payments.check_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent payments.payment_order;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'PENDING' OR NEW.version <> 1 THEN
      RAISE EXCEPTION 'refund %: a new refund is PENDING at version 1, not % at %', NEW.refund_id, NEW.status, NEW.version
        USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO parent FROM payments.payment_order WHERE order_id = NEW.order_id;
    IF parent.status NOT IN ('PAID','PARTIALLY_REFUNDED') OR parent.currency <> NEW.currency THEN
      RAISE EXCEPTION 'refund %: order % is % in %, it cannot be refunded in %', NEW.refund_id, NEW.order_id, parent.status, parent.currency, NEW.currency
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'refund %: version % must follow %', OLD.refund_id, NEW.version, OLD.version
      USING ERRCODE = 'check_violation', HINT = 'Update with SET version = version + 1 WHERE version = the one you read.';
  END IF;
  IF (NEW.refund_id, NEW.order_id, NEW.amount, NEW.currency, NEW.created_at)
       IS DISTINCT FROM (OLD.refund_id, OLD.order_id, OLD.amount, OLD.currency, OLD.created_at) THEN
    RAISE EXCEPTION 'refund %: identity, order, amount and currency never change', OLD.refund_id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status <> 'PENDING' AND (NEW.status, NEW.succeeded_at, NEW.channel_refund_id)
       IS DISTINCT FROM (OLD.status, OLD.succeeded_at, OLD.channel_refund_id) THEN
    RAISE EXCEPTION 'refund %: illegal transition % -> %', OLD.refund_id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refund_rules BEFORE INSERT OR UPDATE ON payments.refund
  FOR EACH ROW EXECUTE FUNCTION payments.check_refund();

-- Checked at commit: the order's cumulative refunded_amount is the sum of its succeeded refunds, whichever was written first.
CREATE FUNCTION payments.check_refunded_amount() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  declared bigint;
  summed   bigint;
BEGIN
  SELECT refunded_amount INTO declared FROM payments.payment_order WHERE order_id = NEW.order_id FOR SHARE;
  SELECT coalesce(sum(amount), 0) INTO summed FROM payments.refund WHERE order_id = NEW.order_id AND status = 'SUCCEEDED';
  IF declared <> summed THEN
    RAISE EXCEPTION 'payment_order %: refunded_amount % differs from its succeeded refunds %', NEW.order_id, declared, summed
      USING ERRCODE = 'check_violation', HINT = 'Set the refund SUCCEEDED and raise refunded_amount in one transaction.';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refund_sums AFTER UPDATE ON payments.refund DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'SUCCEEDED') EXECUTE FUNCTION payments.check_refunded_amount();
CREATE CONSTRAINT TRIGGER payment_order_sums AFTER UPDATE ON payments.payment_order DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.refunded_amount <> OLD.refunded_amount) EXECUTE FUNCTION payments.check_refunded_amount();

CREATE FUNCTION payments.refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: rows of % are never removed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER payment_order_keep BEFORE DELETE OR TRUNCATE ON payments.payment_order
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();
CREATE TRIGGER refund_keep BEFORE DELETE OR TRUNCATE ON payments.refund
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

-- Whole rows in the log: before images, and no placeholder for unchanged long values.
ALTER TABLE payments.payment_order   REPLICA IDENTITY FULL;
ALTER TABLE payments.refund          REPLICA IDENTITY FULL;
ALTER TABLE payments.merchant        REPLICA IDENTITY FULL;
ALTER TABLE payments.channel_account REPLICA IDENTITY FULL;
ALTER TABLE payments.cdc_heartbeat   REPLICA IDENTITY FULL;

CREATE PUBLICATION settle FOR TABLE payments.payment_order, payments.refund, payments.merchant, payments.channel_account,
  payments.cdc_heartbeat;
