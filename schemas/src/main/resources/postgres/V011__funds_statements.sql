-- A second statement of an account at a channel: every change of its balance, beside the statement of its trades. Not captured.
CREATE TABLE payments.channel_funds_statement (
  channel          text NOT NULL CHECK (channel IN ('WECHAT','ALIPAY')),
  account_no       text NOT NULL CHECK (account_no ~ '^[A-Za-z0-9_-]{1,64}$'),
  effective_from   date NOT NULL,
  effective_to     date CHECK (effective_to >= effective_from),
  statement_format text NOT NULL CHECK (statement_format IN ('WECHAT_FUND_FLOW','ALIPAY_ACCOUNT_BILL')),
  PRIMARY KEY (channel, account_no, effective_from)
);
COMMENT ON TABLE payments.channel_funds_statement IS
  'Accounts whose fund flow is delivered beside the statement of payments.channel_account: its payouts are matched with the bank, its other lines are kept and matched with nothing. A file that is agreed here must come for every day.';
