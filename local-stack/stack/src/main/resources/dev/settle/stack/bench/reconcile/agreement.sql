-- What is agreed with the channel: 0.6 % fee, one fen of tolerance, one day of grace.
INSERT INTO settlement.channel_account_version
  (channel, account_no, effective_from, statement_format, currency, fee_rate_ppm, tolerance_minor, grace_days, version)
VALUES ('WECHAT', '1900000109', '2026-01-01', 'WECHAT_TRADE_BILL', 'CNY', 6000, 1, 1, 1)
