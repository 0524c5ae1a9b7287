-- Payouts (打款): where payees are paid, how much may be paid at once, the batches that two people order, and what the bank made of them.
-- As with breaks the rules stand here, so that no client can go round them. Amounts: minor units. Insert only, but for the columns of
-- payments.bank_account.

-- ISO 13616: the check digits of an IBAN in upper case without blanks.
CREATE FUNCTION payments.iban_holds(iban text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' THEN
    (SELECT string_agg(CASE WHEN c ~ '[0-9]' THEN c ELSE (ascii(c) - 55)::text END, '' ORDER BY n)::numeric % 97 = 1
     FROM regexp_split_to_table(substr(iban, 5) || left(iban, 4), '') WITH ORDINALITY AS digits (c, n))
  ELSE false END
$$;

-- We as the payer: the Dbtr, DbtrAcct and DbtrAgt of a payment file.
ALTER TABLE payments.bank_account
  ADD COLUMN holder          text CHECK (holder ~ '^[^[:cntrl:]]{1,140}$' AND btrim(holder) = holder),
  ADD COLUMN bic             text CHECK (bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  ADD COLUMN clearing_member text CHECK (clearing_member ~ '^[0-9]{12}$');
COMMENT ON COLUMN payments.bank_account.holder IS 'Our name at the bank; without it nothing is paid from the account.';
COMMENT ON COLUMN payments.bank_account.bic IS 'The bank; so is clearing_member (CNAPS) in China. An IBAN needs neither.';

CREATE TABLE payments.payee_bank_account (
  payee           text NOT NULL CHECK (payee ~ '^(merchant|partner):[A-Za-z0-9_-]{1,64}$'),
  currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  effective_from  date NOT NULL,
  holder          text NOT NULL CHECK (holder ~ '^[^[:cntrl:]]{1,140}$' AND btrim(holder) = holder),
  iban            text CONSTRAINT payee_bank_account_iban CHECK (payments.iban_holds(iban)),
  account_no      text CHECK (account_no ~ '^[A-Za-z0-9-]{1,34}$'),
  bic             text CHECK (bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  clearing_member text CHECK (clearing_member ~ '^[0-9]{12}$'),
  country         text CHECK (country ~ '^[A-Z]{2}$'),
  town            text CHECK (town ~ '^[^[:cntrl:]]{1,35}$' AND btrim(town) = town),
  agreed_by       text NOT NULL CHECK (agreed_by <> ''),
  agreed_at       timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (payee, currency, effective_from),
  CONSTRAINT payee_bank_account_one_number CHECK (num_nonnulls(iban, account_no) = 1),
  CONSTRAINT payee_bank_account_sepa       CHECK (currency <> 'EUR' OR iban IS NOT NULL),
  CONSTRAINT payee_bank_account_bank       CHECK (iban IS NOT NULL OR num_nonnulls(bic, clearing_member) = 1),
  CONSTRAINT payee_bank_account_town       CHECK (town IS NULL OR country IS NOT NULL)
);
COMMENT ON TABLE  payments.payee_bank_account IS 'Where a merchant or partner is paid from a day on, until its next row. Without a row it is not paid.';
COMMENT ON COLUMN payments.payee_bank_account.clearing_member IS 'The bank''s CNAPS number (联行号), in China.';
CREATE TRIGGER payee_bank_account_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.payee_bank_account
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE payments.payout_limit (
  currency       text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  effective_from date    NOT NULL,
  per_batch      bigint  NOT NULL CHECK (per_batch BETWEEN 1 AND 100000000000000000),
  per_payout     bigint  NOT NULL CHECK (per_payout BETWEEN 1 AND 1000000000000000),
  payouts_max    integer NOT NULL CHECK (payouts_max BETWEEN 1 AND 10000),
  agreed_by      text    NOT NULL CHECK (agreed_by <> ''),
  agreed_at      timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (currency, effective_from),
  CONSTRAINT payout_limit_in_order CHECK (per_payout <= per_batch)
);
COMMENT ON TABLE  payments.payout_limit IS 'What one batch may pay, from a day on, until the currency''s next row. Without a row nothing is paid in the currency.';
COMMENT ON COLUMN payments.payout_limit.payouts_max IS 'Payouts of a batch.';
CREATE TRIGGER payout_limit_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.payout_limit
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE batch.payout_batch (
  batch_id   text    PRIMARY KEY CHECK (batch_id ~ '^PB[0-9a-f]{30}$'),
  currency   text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  account_no text    NOT NULL REFERENCES payments.bank_account,
  due        date    NOT NULL,
  payouts    integer NOT NULL CHECK (payouts >= 1),
  amount     bigint  NOT NULL CHECK (amount > 0)
);
COMMENT ON TABLE  batch.payout_batch IS 'Payouts that one file pays from one account of ours. How it stands is in its events.';
COMMENT ON COLUMN batch.payout_batch.batch_id IS 'The MsgId and PmtInfId of the bank''s file.';
COMMENT ON COLUMN batch.payout_batch.due IS 'Every payout in it is due by then.';
CREATE TRIGGER payout_batch_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.payout_batch
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE batch.payout_batch_item (
  batch_id     text    NOT NULL REFERENCES batch.payout_batch,
  item_no      integer NOT NULL CHECK (item_no >= 1),
  payout_id    text    NOT NULL REFERENCES batch.payout,
  account_from date    NOT NULL,
  PRIMARY KEY (batch_id, item_no),
  UNIQUE (batch_id, payout_id)
);
COMMENT ON COLUMN batch.payout_batch_item.account_from IS 'Which of the payee''s rows in payments.payee_bank_account was proposed: its effective_from.';
CREATE INDEX payout_batch_item_of_payout ON batch.payout_batch_item (payout_id);
CREATE TRIGGER payout_batch_item_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.payout_batch_item
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE batch.payout_event (
  event_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  action         text NOT NULL CHECK (action IN ('PROPOSE','APPROVE','REJECT','FILE','PAID','RETURNED','HOLD','RESUME')),
  batch_id       text REFERENCES batch.payout_batch,
  payout_id      text REFERENCES batch.payout,
  actor          text NOT NULL CHECK (actor ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,62}[^[:space:][:cntrl:]])?$'),
  db_user        text NOT NULL DEFAULT session_user,
  happened_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  comment        text CHECK (btrim(comment) <> '' AND length(comment) <= 2000),
  file_name      text CHECK (file_name ~ '^[A-Za-z0-9._-]{1,128}$'),
  file_sha256    text CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  business_date  date,
  bank_reference text CHECK (bank_reference <> '' AND length(bank_reference) <= 500),
  reason         text CHECK (reason <> '' AND length(reason) <= 140),
  CONSTRAINT payout_event_says_enough CHECK (
    CASE action
      WHEN 'PROPOSE'  THEN batch_id IS NOT NULL
      WHEN 'APPROVE'  THEN batch_id IS NOT NULL
      WHEN 'REJECT'   THEN batch_id IS NOT NULL AND comment IS NOT NULL
      WHEN 'FILE'     THEN batch_id IS NOT NULL AND file_name IS NOT NULL AND file_sha256 IS NOT NULL
      WHEN 'PAID'     THEN payout_id IS NOT NULL AND business_date IS NOT NULL AND bank_reference IS NOT NULL
      WHEN 'RETURNED' THEN payout_id IS NOT NULL AND business_date IS NOT NULL AND bank_reference IS NOT NULL
      ELSE payout_id IS NOT NULL AND comment IS NOT NULL
    END),
  CONSTRAINT payout_event_says_no_more CHECK (
    num_nonnulls(batch_id, payout_id) = 1 AND ((file_name IS NULL AND file_sha256 IS NULL) OR action = 'FILE')
    AND ((business_date IS NULL AND bank_reference IS NULL) OR action IN ('PAID','RETURNED')) AND (reason IS NULL OR action = 'RETURNED'))
);
CREATE INDEX payout_event_of_batch  ON batch.payout_event (batch_id, event_id);
CREATE INDEX payout_event_of_payout ON batch.payout_event (payout_id, event_id);
CREATE INDEX payout_event_filed     ON batch.payout_event (batch_id) WHERE action = 'FILE';
CREATE INDEX payout_event_held      ON batch.payout_event (payout_id, event_id) WHERE action IN ('HOLD','RESUME');
CREATE UNIQUE INDEX payout_event_proposed_once ON batch.payout_event (batch_id) WHERE action = 'PROPOSE';
CREATE UNIQUE INDEX payout_event_decided_once  ON batch.payout_event (batch_id) WHERE action IN ('APPROVE','REJECT');
CREATE UNIQUE INDEX payout_event_paid_once     ON batch.payout_event (payout_id) WHERE action = 'PAID';
CREATE UNIQUE INDEX payout_event_returned_once ON batch.payout_event (payout_id) WHERE action = 'RETURNED';
COMMENT ON TABLE  batch.payout_event IS 'Audit trail of the payouts; insert only. PROPOSE to FILE are about a batch, the others about one payout.';
COMMENT ON COLUMN batch.payout_event.actor IS 'Who did it, by name; of PAID and RETURNED who ran the night.';
COMMENT ON COLUMN batch.payout_event.db_user IS 'The login under which it was written.';
COMMENT ON COLUMN batch.payout_event.business_date IS 'When the bank booked it.';
COMMENT ON COLUMN batch.payout_event.bank_reference IS 'The bank''s booking, by which it is found in settlement.bank_item.';
COMMENT ON COLUMN batch.payout_event.reason IS 'The bank''s code of why it came back, such as AC04 (closed account); null: it gave none.';
CREATE TRIGGER payout_event_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.payout_event
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE VIEW batch.payout_batch_state AS
SELECT b.batch_id, b.currency, b.account_no, b.due, b.payouts, b.amount,
       CASE WHEN decided.action = 'REJECT' THEN 'REJECTED' WHEN decided.action IS NULL THEN 'PROPOSED'
            WHEN filed.filed_at IS NULL THEN 'APPROVED' ELSE 'FILED' END AS state,
       proposed.actor AS maker, proposed.happened_at AS proposed_at, decided.actor AS checker, decided.happened_at AS decided_at, filed.filed_at
FROM batch.payout_batch b
JOIN batch.payout_event proposed ON proposed.batch_id = b.batch_id AND proposed.action = 'PROPOSE'
LEFT JOIN batch.payout_event decided ON decided.batch_id = b.batch_id AND decided.action IN ('APPROVE','REJECT')
LEFT JOIN (SELECT batch_id, min(happened_at) AS filed_at FROM batch.payout_event WHERE action = 'FILE' GROUP BY batch_id) filed
  ON filed.batch_id = b.batch_id;
COMMENT ON VIEW batch.payout_batch_state IS 'How each proposed batch stands: PROPOSED, APPROVED, FILED or REJECTED.';

CREATE VIEW batch.payout_state AS
SELECT p.payout_id, p.settlement_id, p.payee, p.currency, p.amount, p.due, b.batch_id, b.account_no,
       CASE WHEN returned.event_id IS NOT NULL THEN 'RETURNED' WHEN paid.event_id IS NOT NULL THEN 'PAID'
            WHEN b.state IN ('APPROVED','FILED') THEN b.state WHEN held.action = 'HOLD' THEN 'HELD'
            WHEN b.state = 'PROPOSED' THEN 'PROPOSED' ELSE 'OPEN' END AS state,
       paid.business_date AS paid_on, returned.business_date AS returned_on, returned.reason AS returned_for
FROM batch.payout p
LEFT JOIN (batch.payout_batch_item i JOIN batch.payout_batch_state b ON b.batch_id = i.batch_id AND b.state <> 'REJECTED')
  ON i.payout_id = p.payout_id
LEFT JOIN batch.payout_event paid ON paid.payout_id = p.payout_id AND paid.action = 'PAID'
LEFT JOIN batch.payout_event returned ON returned.payout_id = p.payout_id AND returned.action = 'RETURNED'
LEFT JOIN (SELECT DISTINCT ON (payout_id) payout_id, action FROM batch.payout_event WHERE action IN ('HOLD','RESUME')
           ORDER BY payout_id, event_id DESC) held ON held.payout_id = p.payout_id;
COMMENT ON VIEW batch.payout_state IS 'How each payout stands: OPEN, HELD, PROPOSED, APPROVED, FILED, PAID or RETURNED, and the batch that has it.';

-- Payouts are booked on days of the channel WALLET: their instructions are its own.
CREATE FUNCTION batch.payout_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date
$$;

-- The journal of a payout, and with an amount below zero that of its return: the payee is owed less, and we have less at the bank.
CREATE FUNCTION batch.payout_legs(payee text, account_no text, currency text, amount bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_array(jsonb_build_object('account', payee, 'currency', currency, 'amount', -amount),
                           jsonb_build_object('account', 'bank:' || account_no, 'currency', currency, 'amount', amount))
$$;

CREATE FUNCTION batch.payee_account_from(the_payee text, the_currency text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT max(effective_from) FROM payments.payee_bank_account
  WHERE payee = the_payee AND currency = the_currency AND effective_from <= batch.payout_today()
$$;

-- One writer at a time: what the rules read stays so until the transaction ends. They need to see what was committed before it began to write.
CREATE FUNCTION batch.lock_payouts() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'payouts are written in READ COMMITTED, not in %', current_setting('transaction_isolation') USING ERRCODE = 'check_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('settle.payouts', 0));
END $$;

CREATE FUNCTION batch.check_payout_batch_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM batch.lock_payouts();
  IF EXISTS (SELECT FROM batch.payout_event WHERE batch_id = NEW.batch_id) THEN
    RAISE EXCEPTION 'batch %: was proposed already and stays as it is', NEW.batch_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_batch_item_rules BEFORE INSERT ON batch.payout_batch_item
  FOR EACH ROW EXECUTE FUNCTION batch.check_payout_batch_item();

-- What must hold when a batch is proposed and still when it is approved.
CREATE FUNCTION batch.require_payable(proposed batch.payout_batch) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  allowed payments.payout_limit;
  item    record;
BEGIN
  SELECT * INTO allowed FROM payments.payout_limit
    WHERE currency = proposed.currency AND effective_from <= batch.payout_today() ORDER BY effective_from DESC LIMIT 1;
  IF allowed.currency IS NULL THEN
    RAISE EXCEPTION 'no payout limit is in force for %: insert one into payments.payout_limit (currency, effective_from, per_batch, per_payout, payouts_max, agreed_by)', proposed.currency
      USING ERRCODE = 'check_violation';
  END IF;
  IF proposed.amount > allowed.per_batch OR proposed.payouts > allowed.payouts_max THEN
    RAISE EXCEPTION 'batch %: % payouts of % minor units are above the limit of % payouts and % (payments.payout_limit, % from %)',
      proposed.batch_id, proposed.payouts, proposed.amount, allowed.payouts_max, allowed.per_batch, allowed.currency, allowed.effective_from
      USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM payments.bank_account a WHERE a.account_no = proposed.account_no AND a.currency = proposed.currency AND a.holder IS NOT NULL
                   AND a.effective_from <= batch.payout_today() AND coalesce(a.effective_to, 'infinity') >= batch.payout_today()) THEN
    RAISE EXCEPTION 'batch %: payments.bank_account has no account % in force of % with a holder', proposed.batch_id, proposed.account_no, proposed.currency
      USING ERRCODE = 'check_violation';
  END IF;
  FOR item IN
    SELECT p.*, i.account_from, held.action AS held
    FROM batch.payout_batch_item i JOIN batch.payout p USING (payout_id)
    LEFT JOIN LATERAL (SELECT action FROM batch.payout_event e WHERE e.payout_id = p.payout_id AND e.action IN ('HOLD','RESUME')
                       ORDER BY event_id DESC LIMIT 1) held ON true
    WHERE i.batch_id = proposed.batch_id
  LOOP
    IF item.held = 'HOLD' THEN
      RAISE EXCEPTION 'payout % is held', item.payout_id USING ERRCODE = 'check_violation';
    END IF;
    IF item.amount > allowed.per_payout THEN
      RAISE EXCEPTION 'payout % of % minor units is above the limit of % (payments.payout_limit, % from %)',
        item.payout_id, item.amount, allowed.per_payout, allowed.currency, allowed.effective_from USING ERRCODE = 'check_violation';
    END IF;
    IF item.account_from IS DISTINCT FROM batch.payee_account_from(item.payee, item.currency) THEN
      RAISE EXCEPTION 'payout %: the bank account of % from % is not the one in force', item.payout_id, item.payee, item.account_from
        USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION batch.check_payout_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_batch  batch.payout_batch;
  stands    batch.payout_batch_state;
  of_payout batch.payout_state;
  ordered   payments.ledger_instruction;
  items     record;
  other     record;
BEGIN
  PERFORM batch.lock_payouts();
  NEW.happened_at := clock_timestamp();
  NEW.db_user := session_user;

  IF NEW.batch_id IS NOT NULL THEN
    SELECT * INTO of_batch FROM batch.payout_batch WHERE batch_id = NEW.batch_id;
    SELECT * INTO stands FROM batch.payout_batch_state WHERE batch_id = NEW.batch_id;
  ELSE
    SELECT * INTO of_payout FROM batch.payout_state WHERE payout_id = NEW.payout_id;
    IF of_payout.payout_id IS NULL THEN
      RAISE EXCEPTION 'there is no payout %', NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
  END IF;

  IF NEW.action = 'PROPOSE' THEN
    IF stands.state IS NOT NULL THEN
      RAISE EXCEPTION 'batch %: was proposed by % already', NEW.batch_id, stands.maker USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(*) AS payouts, coalesce(sum(p.amount), 0) AS amount, bool_and(p.currency = of_batch.currency AND p.due <= of_batch.due) AS fits INTO items
      FROM batch.payout_batch_item i JOIN batch.payout p USING (payout_id) WHERE i.batch_id = NEW.batch_id;
    IF (items.payouts, items.amount, items.fits) IS DISTINCT FROM (of_batch.payouts::bigint, of_batch.amount::numeric, true) THEN
      RAISE EXCEPTION 'batch %: says % payouts of % minor units, its items are % of %, or one has another currency or is due later',
        NEW.batch_id, of_batch.payouts, of_batch.amount, items.payouts, items.amount USING ERRCODE = 'check_violation';
    END IF;
    SELECT o.payout_id, o.batch_id INTO other
      FROM batch.payout_batch_item i
      JOIN batch.payout_batch_item o ON o.payout_id = i.payout_id AND o.batch_id <> i.batch_id
      JOIN batch.payout_event p ON p.batch_id = o.batch_id AND p.action = 'PROPOSE'
      WHERE i.batch_id = NEW.batch_id AND NOT EXISTS (SELECT FROM batch.payout_event r WHERE r.batch_id = o.batch_id AND r.action = 'REJECT') LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'payout % is in batch %; a payout is in one batch', other.payout_id, other.batch_id USING ERRCODE = 'check_violation';
    END IF;
    PERFORM batch.require_payable(of_batch);

  ELSIF NEW.action IN ('APPROVE','REJECT') THEN
    IF stands.state IS DISTINCT FROM 'PROPOSED' THEN
      RAISE EXCEPTION 'batch %: waits for no decision; it is %', NEW.batch_id, coalesce(stands.state || ' by ' || stands.checker, 'not proposed')
        USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.action = 'APPROVE' THEN
      IF lower(NEW.actor) = lower(stands.maker) THEN
        RAISE EXCEPTION 'batch %: % proposed it and cannot approve it; another person has to', NEW.batch_id, NEW.actor USING ERRCODE = 'check_violation';
      END IF;
      PERFORM batch.require_payable(of_batch);
      SELECT p.payout_id INTO other
        FROM batch.payout_batch_item i JOIN batch.payout p USING (payout_id)
        LEFT JOIN payments.ledger_instruction o ON o.kind = 'PAYOUT' AND o.business_key = 'payout/' || p.payout_id
        WHERE i.batch_id = NEW.batch_id AND (o.legs, o.maker, o.checker, o.channel)
              IS DISTINCT FROM (batch.payout_legs(p.payee, of_batch.account_no, p.currency, p.amount), stands.maker, NEW.actor, 'WALLET') LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'batch %: payout % is not ordered as the batch says', NEW.batch_id, other.payout_id USING ERRCODE = 'check_violation';
      END IF;
    END IF;

  ELSIF NEW.action = 'FILE' THEN
    IF stands.state IS NULL OR stands.state NOT IN ('APPROVED','FILED') THEN
      RAISE EXCEPTION 'batch %: is %; only an approved batch gets a file', NEW.batch_id, coalesce(stands.state, 'not proposed') USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM batch.payout_event WHERE batch_id = NEW.batch_id AND file_name = NEW.file_name AND file_sha256 <> NEW.file_sha256) THEN
      RAISE EXCEPTION 'batch %: % was written with other content before', NEW.batch_id, NEW.file_name USING ERRCODE = 'check_violation';
    END IF;

  ELSIF NEW.action IN ('PAID','RETURNED') THEN
    IF of_payout.state NOT IN ('APPROVED','FILED','PAID','RETURNED') THEN
      RAISE EXCEPTION 'payout % is %; only an approved one is paid or returned', NEW.payout_id, of_payout.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.action = 'RETURNED' THEN
      SELECT * INTO ordered FROM payments.ledger_instruction WHERE kind = 'PAYOUT' AND business_key = 'return/' || NEW.payout_id;
      IF ordered.legs IS DISTINCT FROM batch.payout_legs(of_payout.payee, of_payout.account_no, of_payout.currency, -of_payout.amount) THEN
        RAISE EXCEPTION 'payout %: its way back is not ordered', NEW.payout_id USING ERRCODE = 'check_violation';
      END IF;
    END IF;

  ELSIF NEW.action = 'HOLD' THEN
    IF of_payout.state NOT IN ('OPEN','PROPOSED') THEN
      RAISE EXCEPTION 'payout % is %; only what is not approved is held', NEW.payout_id, of_payout.state USING ERRCODE = 'check_violation';
    END IF;

  ELSIF of_payout.state <> 'HELD' THEN
    RAISE EXCEPTION 'payout % is %, not held', NEW.payout_id, of_payout.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_event_rules BEFORE INSERT ON batch.payout_event
  FOR EACH ROW EXECUTE FUNCTION batch.check_payout_event();

-- No payout is ordered beside an approval, and none comes back without the bank's word: checked when the transaction commits.
CREATE FUNCTION batch.check_payout_instruction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM batch.payout_batch_item i JOIN batch.payout_event e ON e.batch_id = i.batch_id AND e.action = 'APPROVE'
       WHERE NEW.business_key LIKE 'payout/%' AND i.payout_id = substr(NEW.business_key, 8))
     AND NOT EXISTS (SELECT FROM batch.payout_event
                     WHERE action = 'RETURNED' AND NEW.business_key LIKE 'return/%' AND payout_id = substr(NEW.business_key, 8)) THEN
    RAISE EXCEPTION 'instruction %: % is no payout of an approved batch, nor the return of one', NEW.instruction_id, NEW.business_key
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_instruction_payout_approved AFTER INSERT ON payments.ledger_instruction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'PAYOUT') EXECUTE FUNCTION batch.check_payout_instruction();
