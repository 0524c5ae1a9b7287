CREATE TABLE payments.bank_account (
  account_no     text    NOT NULL PRIMARY KEY CHECK (account_no ~ '^[A-Za-z0-9_-]{1,64}$'),
  currency       text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  grace_days     integer NOT NULL DEFAULT 3 CHECK (grace_days BETWEEN 0 AND 30),
  effective_from date    NOT NULL,
  effective_to   date    CHECK (effective_to >= effective_from)
);
COMMENT ON TABLE  payments.bank_account IS 'Our accounts at banks whose statements the night matches with payouts. Not captured: the night reads it here.';
COMMENT ON COLUMN payments.bank_account.account_no IS 'IBAN or the bank''s number of the account.';
COMMENT ON COLUMN payments.bank_account.grace_days IS 'Days that a payout may be under way between ledger, channel and bank.';
