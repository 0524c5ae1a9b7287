-- Work on breaks (差错处理): who did what about which break, and when. Append only; the present state is a view over it.
-- A correction needs two people: the maker proposes, the checker, another one, approves, and in the same transaction the
-- correction is ordered as payments.ledger_instruction. The rules stand here, so that no client can go round them.
CREATE TABLE batch.break_event (
  event_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  break_id       text NOT NULL CHECK (break_id ~ '^[0-9a-f]{32}$'),
  channel        text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  business_date  date NOT NULL,
  action         text NOT NULL CHECK (action IN ('ASSIGN','COMMENT','PROPOSE','APPROVE','REJECT')),
  actor          text NOT NULL CHECK (actor ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,62}[^[:space:][:cntrl:]])?$'),
  db_user        text NOT NULL DEFAULT session_user,
  happened_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  comment        text CHECK (btrim(comment) <> '' AND length(comment) <= 2000),
  assignee       text CHECK (assignee ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,62}[^[:space:][:cntrl:]])?$'),
  proposal       integer CHECK (proposal >= 1),
  correction     text CHECK (correction IN ('WRITE_OFF','SUSPENSE','REBOOK','FEE')),
  legs           jsonb CONSTRAINT break_event_balances CHECK (payments.legs_balance(legs)),
  instruction_id text REFERENCES payments.ledger_instruction,
  CONSTRAINT break_event_says_enough CHECK (
    CASE action
      WHEN 'ASSIGN'  THEN assignee IS NOT NULL
      WHEN 'COMMENT' THEN comment IS NOT NULL
      WHEN 'PROPOSE' THEN comment IS NOT NULL AND proposal IS NOT NULL AND correction IS NOT NULL AND legs IS NOT NULL
      WHEN 'APPROVE' THEN proposal IS NOT NULL AND instruction_id IS NOT NULL
      ELSE comment IS NOT NULL AND proposal IS NOT NULL
    END),
  CONSTRAINT break_event_says_no_more CHECK (
    (assignee IS NULL OR action = 'ASSIGN') AND (proposal IS NULL OR action IN ('PROPOSE','APPROVE','REJECT'))
    AND ((correction IS NULL AND legs IS NULL) OR action = 'PROPOSE') AND (instruction_id IS NULL OR action = 'APPROVE'))
);
CREATE INDEX break_event_of_break ON batch.break_event (break_id, event_id);
CREATE UNIQUE INDEX break_event_proposed_once ON batch.break_event (break_id, proposal) WHERE action = 'PROPOSE';
CREATE UNIQUE INDEX break_event_decided_once  ON batch.break_event (break_id, proposal) WHERE action IN ('APPROVE','REJECT');
CREATE UNIQUE INDEX break_event_approved_once ON batch.break_event (break_id) WHERE action = 'APPROVE';
COMMENT ON TABLE  batch.break_event IS 'Audit trail of the work on breaks; insert only.';
COMMENT ON COLUMN batch.break_event.business_date IS 'The night as whose break it was seen.';
COMMENT ON COLUMN batch.break_event.actor IS 'Who did it, by name.';
COMMENT ON COLUMN batch.break_event.db_user IS 'The login under which it was written.';
COMMENT ON COLUMN batch.break_event.comment IS 'Free text; the reason of a proposal and of a rejection.';
COMMENT ON COLUMN batch.break_event.proposal IS '1, 2, 3, ... per break.';
COMMENT ON COLUMN batch.break_event.legs IS 'As in payments.ledger_instruction: signed minor units that sum to zero per currency.';

CREATE FUNCTION batch.check_break_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  latest  batch.break_event;
  decided batch.break_event;
  ordered payments.ledger_instruction;
BEGIN
  -- One writer per break at a time: what is read below stays so until this event is committed.
  PERFORM pg_advisory_xact_lock(hashtextextended('settle.break ' || NEW.break_id, 0));
  NEW.happened_at := clock_timestamp();
  NEW.db_user := session_user;
  IF NEW.action IN ('ASSIGN','COMMENT') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO decided FROM batch.break_event WHERE break_id = NEW.break_id AND action = 'APPROVE';
  IF FOUND THEN
    RAISE EXCEPTION 'break %: proposal % was approved by % already; a break is corrected once', NEW.break_id, decided.proposal, decided.actor
      USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO latest FROM batch.break_event WHERE break_id = NEW.break_id AND action = 'PROPOSE' ORDER BY proposal DESC LIMIT 1;
  SELECT * INTO decided FROM batch.break_event
    WHERE break_id = NEW.break_id AND action = 'REJECT' AND proposal = latest.proposal;
  IF NEW.action = 'PROPOSE' THEN
    IF latest.event_id IS NOT NULL AND decided.event_id IS NULL THEN
      RAISE EXCEPTION 'break %: proposal % of % is not decided yet', NEW.break_id, latest.proposal, latest.actor
        USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.proposal <> coalesce(latest.proposal, 0) + 1 THEN
      RAISE EXCEPTION 'break %: proposal % must follow %', NEW.break_id, NEW.proposal, coalesce(latest.proposal, 0)
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF latest.event_id IS NULL OR latest.proposal <> NEW.proposal OR decided.event_id IS NOT NULL THEN
    RAISE EXCEPTION 'break %: no proposal % is waiting for a decision', NEW.break_id, NEW.proposal USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.action = 'APPROVE' THEN
    IF lower(NEW.actor) = lower(latest.actor) THEN
      RAISE EXCEPTION 'break %: % made proposal % and cannot approve it; another person has to', NEW.break_id, NEW.actor, NEW.proposal
        USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO ordered FROM payments.ledger_instruction WHERE instruction_id = NEW.instruction_id;
    IF (ordered.kind, ordered.business_key, ordered.channel, ordered.legs, ordered.maker, ordered.checker)
         IS DISTINCT FROM ('CORRECTION', NEW.break_id, latest.channel, latest.legs, latest.actor, NEW.actor) THEN
      RAISE EXCEPTION 'break %: instruction % does not order what proposal % says', NEW.break_id, NEW.instruction_id, NEW.proposal
        USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER break_event_rules BEFORE INSERT ON batch.break_event
  FOR EACH ROW EXECUTE FUNCTION batch.check_break_event();
CREATE TRIGGER break_event_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.break_event
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE VIEW batch.break_work AS
SELECT break_id,
       (array_agg(assignee ORDER BY happened_at DESC, event_id DESC) FILTER (WHERE action = 'ASSIGN'))[1] AS assignee,
       CASE (array_agg(action ORDER BY happened_at DESC, event_id DESC) FILTER (WHERE action IN ('PROPOSE','APPROVE','REJECT')))[1]
         WHEN 'PROPOSE' THEN 'PROPOSED' WHEN 'APPROVE' THEN 'APPROVED' WHEN 'REJECT' THEN 'REJECTED' ELSE 'NONE'
       END AS correction_state,
       max(proposal) AS proposal,
       (array_agg(actor ORDER BY proposal DESC) FILTER (WHERE action = 'PROPOSE'))[1] AS maker,
       max(actor) FILTER (WHERE action = 'APPROVE') AS checker,
       max(instruction_id) AS instruction_id,
       count(*) FILTER (WHERE action = 'COMMENT') AS comments,
       max(happened_at) AS last_at
FROM batch.break_event GROUP BY break_id;
COMMENT ON VIEW batch.break_work IS 'How the work on each break stands: the sum of its events.';
