-- Profit sharing (分账) and settlement (结算): what is agreed, and what was ordered. The batch side reads and writes these tables here; they
-- are not captured. Amounts: minor units. Everything below is insert only: a change is a new row, so what a night did can be explained later.
CREATE TABLE payments.profit_sharing_rule (
  rule_set_id      text    NOT NULL CHECK (rule_set_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  version          integer NOT NULL CHECK (version >= 1),
  merchant_id      text    CHECK (merchant_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  kind             text    CHECK (kind IN ('PURCHASE','TIP')),
  channel          text    CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  currency         text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  effective_from   date    NOT NULL,
  effective_to     date    CHECK (effective_to >= effective_from),
  priority         integer NOT NULL DEFAULT 0,
  base             text    NOT NULL CHECK (base IN ('GROSS','NET')),
  cap_basis_points integer CHECK (cap_basis_points BETWEEN 0 AND 10000),
  cap_agreement    text    CHECK (cap_agreement <> ''),
  receivers_max    integer NOT NULL DEFAULT 50 CHECK (receivers_max BETWEEN 1 AND 50),
  receivers        jsonb   NOT NULL CHECK (jsonb_typeof(receivers) = 'array'),
  published_by     text    NOT NULL CHECK (published_by <> ''),
  published_at     timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_set_id, version)
);
COMMENT ON TABLE  payments.profit_sharing_rule IS 'Versions of rule sets, as docs/sharing.md describes them. ./settle sharing publish checks the whole before it writes.';
COMMENT ON COLUMN payments.profit_sharing_rule.merchant_id IS 'Null: any; so are kind and channel.';
COMMENT ON COLUMN payments.profit_sharing_rule.receivers IS 'In the order in which ties are broken: the element "receivers" of a rule file.';
CREATE TRIGGER profit_sharing_rule_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.profit_sharing_rule
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE payments.profit_sharing_receiver (
  account    text PRIMARY KEY CHECK (account ~ '^(partner:[A-Za-z0-9_-]{1,64}|user:[A-Za-z0-9_-]{1,64}|merchant:[A-Za-z0-9_-]{1,64}:pending|platform:fees)$'),
  name       text NOT NULL CHECK (name <> ''),
  added_by   text NOT NULL CHECK (added_by <> ''),
  added_at   timestamptz(3) NOT NULL DEFAULT now()
);
COMMENT ON TABLE payments.profit_sharing_receiver IS 'Who may receive a part of an order (分账接收方): a rule set that names another account is refused.';

CREATE TABLE payments.settlement_terms (
  payee                text    NOT NULL CHECK (payee ~ '^(merchant|partner):[A-Za-z0-9_-]{1,64}$'),
  currency             text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  effective_from       date    NOT NULL,
  calendar             text    NOT NULL CHECK (calendar IN ('CHINA','TARGET')),
  cycle_days           integer NOT NULL DEFAULT 1 CHECK (cycle_days BETWEEN 0 AND 31),
  cut_off              time(0) NOT NULL DEFAULT '00:00',
  zone                 text    NOT NULL CHECK (zone <> ''),
  reserve_basis_points integer NOT NULL DEFAULT 0 CHECK (reserve_basis_points BETWEEN 0 AND 10000),
  reserve_days         integer NOT NULL DEFAULT 0 CHECK (reserve_days BETWEEN 0 AND 730),
  minimum_payout       bigint  NOT NULL DEFAULT 0 CHECK (minimum_payout >= 0),
  agreed_by            text    NOT NULL CHECK (agreed_by <> ''),
  agreed_at            timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (payee, currency, effective_from),
  CONSTRAINT settlement_terms_reserve_days CHECK ((reserve_basis_points = 0) OR reserve_days >= 1),
  -- A partner has no account for money that is held back.
  CONSTRAINT settlement_terms_partner_reserve CHECK (reserve_basis_points = 0 OR payee LIKE 'merchant:%')
);
COMMENT ON TABLE  payments.settlement_terms IS
  'How a merchant or partner is settled from a day on, until its next row. Without a row: T+1 at the end of the day, China''s calendar and zone for CNY, else TARGET''s; no reserve, no minimum.';
COMMENT ON COLUMN payments.settlement_terms.cut_off IS 'Local; exactly then the next window begins. 00:00 is the end of the day.';
CREATE TRIGGER settlement_terms_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.settlement_terms
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

-- What a night shared of a channel: the commit of the revision's lines in ClickHouse, in one transaction with the instructions that post them.
-- Lines in ClickHouse with a revision above the last one here are what a killed night left; they count for nothing and are written again.
CREATE TABLE batch.sharing_revision (
  business_date date    NOT NULL,
  channel       text    NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN','WALLET')),
  revision      integer NOT NULL CHECK (revision >= 1),
  lines         bigint  NOT NULL CHECK (lines >= 1),
  instructions  integer NOT NULL CHECK (instructions >= 0),
  shared_by     text    NOT NULL CHECK (shared_by <> ''),
  shared_at     timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (business_date, channel, revision)
);
COMMENT ON TABLE batch.sharing_revision IS 'Revision 1 is a night''s first; a later one is what a re-run found otherwise. A night without lines has none.';
CREATE TRIGGER sharing_revision_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.sharing_revision
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

-- A night that settled: every window with a day up to this date is closed for good. In one transaction with its settlements.
CREATE TABLE batch.settlement_run (
  business_date date    PRIMARY KEY,
  settlements   integer NOT NULL CHECK (settlements >= 0),
  settled_by    text    NOT NULL CHECK (settled_by <> ''),
  settled_at    timestamptz(3) NOT NULL DEFAULT now()
);
CREATE TRIGGER settlement_run_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.settlement_run
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE batch.settlement (
  settlement_id   text   PRIMARY KEY CHECK (settlement_id ~ '^[0-9a-f]{32}$'),
  business_date   date   NOT NULL REFERENCES batch.settlement_run DEFERRABLE INITIALLY DEFERRED,
  payee           text   NOT NULL CHECK (payee ~ '^(merchant|partner):[A-Za-z0-9_-]{1,64}$'),
  currency        text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  window_day      date   NOT NULL,
  window_from     timestamptz(3) NOT NULL,
  window_to       timestamptz(3) NOT NULL CHECK (window_to > window_from),
  due             date   NOT NULL CHECK (due >= window_day),
  activity        bigint NOT NULL,
  net             bigint NOT NULL,
  payout          bigint NOT NULL CHECK (payout >= 0 AND (payout = 0 OR payout = net)),
  carried_forward bigint NOT NULL CHECK (carried_forward = net - payout),
  reserves        jsonb  NOT NULL,
  receivables     jsonb  NOT NULL,
  UNIQUE (payee, currency, window_day)
);
COMMENT ON TABLE  batch.settlement IS 'One settlement per payee, currency and window. Its lines add up to net.';
COMMENT ON COLUMN batch.settlement.activity IS 'Sum of what happened in the window: payments, refunds, fees, shares, clawbacks, adjustments; moved from pending to payable.';
COMMENT ON COLUMN batch.settlement.reserves IS 'Held after it: [{"window": "2026-11-20", "releaseOn": "2027-02-18", "amount": 100}, ...].';
COMMENT ON COLUMN batch.settlement.receivables IS 'Owed after it, the oldest first: [{"id": "...", "amount": 100}, ...].';
CREATE INDEX settlement_of_day ON batch.settlement (business_date);
CREATE TRIGGER settlement_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.settlement
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

CREATE TABLE batch.settlement_line (
  settlement_id text    NOT NULL REFERENCES batch.settlement,
  line_no       integer NOT NULL CHECK (line_no >= 1),
  kind          text    NOT NULL CHECK (kind IN ('PAYMENT','REFUND','FEE','SHARE','CLAWBACK','ADJUSTMENT','PAYOUT_RETURNED',
                                                 'CARRIED_FORWARD','RESERVE_RELEASED','RECEIVABLE_DEDUCTED','RECEIVABLE_RAISED','RESERVE_WITHHELD')),
  reference     text    NOT NULL CHECK (reference <> ''),
  items         bigint  NOT NULL DEFAULT 1 CHECK (items >= 1),
  amount        bigint  NOT NULL,
  PRIMARY KEY (settlement_id, line_no),
  UNIQUE (settlement_id, kind, reference)
);
COMMENT ON TABLE  batch.settlement_line IS 'Signed as the payee sees it.';
COMMENT ON COLUMN batch.settlement_line.reference IS 'Of what happened: NIGHT/CHANNEL, by which settlement.settlement_line has it order by order; else the window or payout that it comes from.';
CREATE TRIGGER settlement_line_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.settlement_line
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();

-- What a settlement pays. How it stands (proposed, approved, sent, paid, returned) is in the payout batches' events.
CREATE TABLE batch.payout (
  payout_id     text   PRIMARY KEY CHECK (payout_id ~ '^PO[0-9a-f]{30}$'),
  settlement_id text   NOT NULL UNIQUE REFERENCES batch.settlement,
  payee         text   NOT NULL,
  currency      text   NOT NULL,
  amount        bigint NOT NULL CHECK (amount > 0),
  due           date   NOT NULL
);
COMMENT ON COLUMN batch.payout.payout_id IS 'The EndToEndId of the bank''s files.';
CREATE INDEX payout_due ON batch.payout (due, currency);
CREATE TRIGGER payout_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON batch.payout
  FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_removal();
