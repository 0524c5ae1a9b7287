-- What the night agrees with the channels beyond payments.channel_account. The batch side reads these tables from here; they are not
-- captured. Amounts: minor units. A row never changes what was found: a night that is run again takes what stands here then.
ALTER TABLE payments.channel_account DROP CONSTRAINT channel_account_statement_format_check;
ALTER TABLE payments.channel_account ADD CONSTRAINT channel_account_statement_format_check CHECK (statement_format IN
  ('WECHAT_TRADE_BILL','WECHAT_FUND_FLOW','ALIPAY_TRADE_BILL','ALIPAY_ACCOUNT_BILL','UNIONPAY_SETTLEMENT',
   'STRIPE_PAYOUT_RECONCILIATION','ADYEN_SETTLEMENT_DETAILS'));

CREATE TABLE payments.merchant_channel_account (
  merchant_id    text NOT NULL REFERENCES payments.merchant,
  channel        text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN')),
  account_no     text NOT NULL CHECK (account_no ~ '^[A-Za-z0-9_-]{1,64}$'),
  effective_from date NOT NULL,
  effective_to   date CHECK (effective_to >= effective_from),
  PRIMARY KEY (merchant_id, channel, account_no, effective_from)
);
COMMENT ON TABLE payments.merchant_channel_account IS
  'Which of our accounts at a channel take the payments of a merchant. A merchant without a row may be paid through any of them.';

CREATE TABLE payments.channel_fee_rate (
  channel           text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN')),
  account_no        text NOT NULL CHECK (account_no ~ '^[A-Za-z0-9_-]{1,64}$'),
  kind              text NOT NULL CHECK (kind IN ('PAYMENT','REFUND')),
  effective_from    date NOT NULL,
  effective_to      date CHECK (effective_to >= effective_from),
  rate_ppm          integer NOT NULL CHECK (rate_ppm BETWEEN 0 AND 1000000),
  fixed_minor       bigint NOT NULL DEFAULT 0 CHECK (fixed_minor BETWEEN 0 AND 1000000000000),
  minimum_minor     bigint NOT NULL DEFAULT 0 CHECK (minimum_minor >= 0),
  maximum_minor     bigint CHECK (maximum_minor >= minimum_minor),
  gives_fee_back    boolean NOT NULL DEFAULT true,
  rounding          text NOT NULL DEFAULT 'HALF_UP' CHECK (rounding IN ('HALF_UP','HALF_EVEN','DOWN','UP')),
  PRIMARY KEY (channel, account_no, kind, effective_from)
);
COMMENT ON TABLE  payments.channel_fee_rate IS
  'The rate card: fee = rate of the amount, rounded to the minor unit, plus the fixed part, within minimum and maximum. A line is judged by the row of its own date; where none is in force, by channel_account.fee_rate_ppm.';
COMMENT ON COLUMN payments.channel_fee_rate.kind IS 'PAYMENT; or REFUND, what the channel charges for a refund, in place of what the PAYMENT row says of it.';
COMMENT ON COLUMN payments.channel_fee_rate.gives_fee_back IS 'On a PAYMENT row: a refund gives the fee back by the same row; otherwise a refund has no fee.';

CREATE TABLE payments.channel_tolerance (
  channel        text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY','UNIONPAY','STRIPE','ADYEN')),
  effective_from date NOT NULL,
  effective_to   date CHECK (effective_to >= effective_from),
  absolute_minor bigint  NOT NULL DEFAULT 0 CHECK (absolute_minor >= 0),
  relative_ppm   integer NOT NULL DEFAULT 0 CHECK (relative_ppm BETWEEN 0 AND 100000),
  days           integer NOT NULL DEFAULT 0 CHECK (days BETWEEN 0 AND 30),
  PRIMARY KEY (channel, effective_from)
);
COMMENT ON TABLE payments.channel_tolerance IS
  'By how much the two sides may differ: the larger of an amount and a part of the line''s amount, and the days between their dates. Where none is in force, channel_account.tolerance_minor and no days.';
