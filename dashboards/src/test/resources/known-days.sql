-- Two business dates small enough to check by hand. Amounts in minor units.
INSERT INTO settlement.ledger_entry
  (account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, order_id, refund_id, merchant_id, event_time, booked_at, business_date, source_lsn)
VALUES
  ('channel:WECHAT',     3, 'CNY', 1,   -10000,   -10000, 'order:o1:paid', 0, 'merchant:m1:pending', 'PAYMENT', 'PURCHASE', 'WECHAT', 'o1', NULL, 'm1', '2026-11-20 02:00:00.000', '2026-11-20 02:00:01.500', '2026-11-20', 101),
  ('merchant:m1:pending',0, 'CNY', 1,    10000,    10000, 'order:o1:paid', 1, 'channel:WECHAT',      'PAYMENT', 'PURCHASE', 'WECHAT', 'o1', NULL, 'm1', '2026-11-20 02:00:00.000', '2026-11-20 02:00:01.500', '2026-11-20', 101),
  ('channel:WECHAT',     5, 'CNY', 1,     -250,     -250, 'order:o2:paid', 0, 'merchant:m2:pending', 'PAYMENT', 'TIP',      'WECHAT', 'o2', NULL, 'm2', '2026-11-20 03:00:00.000', '2026-11-20 03:00:00.300', '2026-11-20', 102),
  ('merchant:m2:pending',0, 'CNY', 1,      250,      250, 'order:o2:paid', 1, 'channel:WECHAT',      'PAYMENT', 'TIP',      'WECHAT', 'o2', NULL, 'm2', '2026-11-20 03:00:00.000', '2026-11-20 03:00:00.300', '2026-11-20', 102),
  ('channel:ALIPAY',     1, 'CNY', 1,    -5000,    -5000, 'order:o3:paid', 0, 'user:u1',             'PAYMENT', 'TOP_UP',   'ALIPAY', 'o3', NULL, NULL, '2026-11-20 04:00:00.000', '2026-11-20 04:00:00.200', '2026-11-20', 103),
  ('user:u1',            0, 'CNY', 1,     5000,     5000, 'order:o3:paid', 1, 'channel:ALIPAY',      'PAYMENT', 'TOP_UP',   'ALIPAY', 'o3', NULL, NULL, '2026-11-20 04:00:00.000', '2026-11-20 04:00:00.200', '2026-11-20', 103),
  ('user:u1',            0, 'CNY', 2,    -1200,     3800, 'order:o4:paid', 0, 'user:o''br\\ien',     'PAYMENT', 'TRANSFER', 'WALLET', 'o4', NULL, NULL, '2026-11-21 01:00:00.000', '2026-11-21 01:00:00.100', '2026-11-21', 104),
  ('user:o''br\\ien',    0, 'CNY', 1,     1200,     1200, 'order:o4:paid', 1, 'user:u1',             'PAYMENT', 'TRANSFER', 'WALLET', 'o4', NULL, NULL, '2026-11-21 01:00:00.000', '2026-11-21 01:00:00.100', '2026-11-21', 104),
  ('merchant:m1:pending',0, 'CNY', 2,    -4000,     6000, 'refund:r1:succeeded', 0, 'channel:WECHAT',      'REFUND', 'PURCHASE', 'WECHAT', 'o1', 'r1', 'm1', '2026-11-21 05:00:00.000', '2026-11-21 05:00:00.400', '2026-11-21', 105),
  ('channel:WECHAT',     3, 'CNY', 2,     4000,    -6000, 'refund:r1:succeeded', 1, 'merchant:m1:pending', 'REFUND', 'PURCHASE', 'WECHAT', 'o1', 'r1', 'm1', '2026-11-21 05:00:00.000', '2026-11-21 05:00:00.400', '2026-11-21', 105),
  ('channel:STRIPE',     0, 'JPY', 1,    -1500,    -1500, 'order:o6:paid', 0, 'merchant:m3:pending', 'PAYMENT', 'PURCHASE', 'STRIPE', 'o6', NULL, 'm3', '2026-11-21 06:00:00.000', '2026-11-21 06:00:00.100', '2026-11-21', 106),
  ('merchant:m3:pending',0, 'JPY', 1,     1500,     1500, 'order:o6:paid', 1, 'channel:STRIPE',      'PAYMENT', 'PURCHASE', 'STRIPE', 'o6', NULL, 'm3', '2026-11-21 06:00:00.000', '2026-11-21 06:00:00.100', '2026-11-21', 106),
  ('channel:ADYEN',      2, 'EUR', 1, -9007199254740993, -9007199254740993, 'order:o7:paid', 0, 'user:u9', 'PAYMENT', 'TOP_UP', 'ADYEN', 'o7', NULL, NULL, '2026-11-21 07:00:00.000', '2026-11-21 07:00:00.100', '2026-11-21', 107),
  ('user:u9',            0, 'EUR', 1,  9007199254740993,  9007199254740993, 'order:o7:paid', 1, 'channel:ADYEN', 'PAYMENT', 'TOP_UP', 'ADYEN', 'o7', NULL, NULL, '2026-11-21 07:00:00.000', '2026-11-21 07:00:00.100', '2026-11-21', 107);

-- A hold that overdraws its owner, captured in part; and a split that the batch side ordered.
INSERT INTO settlement.ledger_entry
  (account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, order_id, merchant_id, event_time, booked_at, business_date, source_lsn, hold_id, instruction_id, business_key)
VALUES
  ('user:u5',             0, 'CNY', 1, -500, -500, 'hold:h1:held', 0, 'user:u5:frozen',      'HOLD',    'HOLD', 'WALLET', '', 'm2', '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.200', '2026-11-20', 109, 'h1', NULL, NULL),
  ('user:u5:frozen',      0, 'CNY', 1,  500,  500, 'hold:h1:held', 1, 'user:u5',             'HOLD',    'HOLD', 'WALLET', '', 'm2', '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.200', '2026-11-20', 109, 'h1', NULL, NULL),
  ('user:u5:frozen',      0, 'CNY', 2, -200,  300, 'hold:h1:captured:200', 0, 'merchant:m2:pending', 'CAPTURE', 'HOLD', 'WALLET', '', 'm2', '2026-11-20 06:00:00.000', '2026-11-20 06:00:00.100', '2026-11-20', 110, 'h1', NULL, NULL),
  ('merchant:m2:pending', 0, 'CNY', 2,  200,  450, 'hold:h1:captured:200', 1, 'user:u5:frozen',      'CAPTURE', 'HOLD', 'WALLET', '', 'm2', '2026-11-20 06:00:00.000', '2026-11-20 06:00:00.100', '2026-11-20', 110, 'h1', NULL, NULL),
  ('merchant:m1:pending', 0, 'CNY', 3,  -30, 5970, 'instruction:i1', 0, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', 'o1', 'm1', '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.050', '2026-11-20', 111, NULL, 'i1', 'o1'),
  ('partner:p1',          0, 'CNY', 1,   20,   20, 'instruction:i1', 1, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', 'o1', 'm1', '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.050', '2026-11-20', 111, NULL, 'i1', 'o1'),
  ('platform:fees',       4, 'CNY', 1,   10,   10, 'instruction:i1', 2, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', 'o1', 'm1', '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.050', '2026-11-20', 111, NULL, 'i1', 'o1');

INSERT INTO settlement.ledger_instruction
  (instruction_id, kind, business_key, business_date, channel, order_id, merchant_id, legs, maker, created_at, source_lsn, source_tx_id, committed_at, captured_at)
VALUES
  ('i1', 'SPLIT', 'o1', '2026-11-20', 'WECHAT', 'o1', 'm1', [('merchant:m1:pending', 'CNY', -30), ('partner:p1', 'CNY', 20), ('platform:fees', 'CNY', 10)], 'night', '2026-11-20 07:00:00.000', 111, 7, '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.020');

INSERT INTO settlement.ledger_alert
  (type, alert_id, severity, detail, account, shard, currency, sequence, amount, balance_after, journal_id, order_id, event_time, raised_at)
VALUES
  ('OVERDRAFT', 'a1', 'WARNING', 'user:u5 fell below zero', 'user:u5', 0, 'CNY', 1, -500, -500, 'hold:h1:held', NULL, '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.200'),
  ('COMMITTABLE_DROPPED', 'a2', 'CRITICAL', 'a transaction was lost', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-20 08:00:00.000');

INSERT INTO settlement.payment_event
  (entity, entity_id, order_id, version, op, kind, channel, merchant_id, currency, amount, refunded_amount, status, created_at, effective_at, updated_at, source_lsn, source_tx_id, committed_at, captured_at)
VALUES
  ('PAYMENT_ORDER', 'o0', 'o0', 1, 'SNAPSHOT', 'PURCHASE', 'WECHAT', 'm1', 'CNY', 100,   0, 'PENDING', '2026-10-01 00:00:00.000', NULL, '2026-10-01 00:00:00.000', 90, 1, '2026-10-01 00:00:00.000', '2026-11-20 00:00:00.000'),
  ('PAYMENT_ORDER', 'o1', 'o1', 2, 'UPDATE',   'PURCHASE', 'WECHAT', 'm1', 'CNY', 10000, 0, 'PAID', '2026-11-20 01:59:00.000', '2026-11-20 02:00:00.000', '2026-11-20 02:00:00.000', 101, 2, '2026-11-20 02:00:00.010', '2026-11-20 02:00:00.110'),
  ('PAYMENT_ORDER', 'o9', 'o9', 1, 'INSERT',   'PURCHASE', 'WECHAT', 'm1', 'CNY', 500,   0, 'PENDING', '2026-11-20 02:00:10.000', NULL, '2026-11-20 02:00:10.000', 108, 3, '2026-11-20 02:00:10.000', '2026-11-20 02:00:10.300'),
  ('PAYMENT_ORDER', 'o2', 'o2', 2, 'UPDATE',   'TIP',      'WECHAT', 'm2', 'CNY', 250,   0, 'PAID', '2026-11-20 02:59:00.000', '2026-11-20 03:00:00.000', '2026-11-20 03:00:00.000', 102, 4, '2026-11-20 03:00:00.000', '2026-11-20 03:00:00.050');

INSERT INTO settlement.payment_event
  (entity, entity_id, order_id, version, op, kind, channel, merchant_id, payer_id, currency, amount, captured_amount, status, created_at, effective_at, updated_at, source_lsn, source_tx_id, committed_at, captured_at)
VALUES
  ('FUNDS_HOLD', 'h1', 'h1', 1, 'INSERT', 'HOLD', 'WALLET', 'm2', 'u5', 'CNY', 500, 0,   'HELD',     '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.000', 109, 5, '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.010'),
  ('FUNDS_HOLD', 'h1', 'h1', 2, 'UPDATE', 'HOLD', 'WALLET', 'm2', 'u5', 'CNY', 500, 200, 'CAPTURED', '2026-11-20 05:00:00.000', '2026-11-20 06:00:00.000', '2026-11-20 06:00:00.000', 110, 6, '2026-11-20 06:00:00.000', '2026-11-20 06:00:00.010');

INSERT INTO settlement.quarantine
  (quarantine_id, category, detail, entity, entity_id, order_id, state_met, original, topic, partition, offset, source_lsn, quarantined_at)
VALUES
  ('q1', 'ILLEGAL_TRANSITION', 'CANCELLED -> PAID', 'PAYMENT_ORDER', 'o8', 'o8', '{"status":"CANCELLED"}', 'AA==', 'payments.changes', 0, 7, 120, '2026-11-20 08:00:00.000'),
  ('q2', 'ILLEGAL_TRANSITION', 'PAID -> PENDING', 'PAYMENT_ORDER', 'o1', 'o1', '{"status":"PAID"}', 'AA==', 'payments.changes', 1, 3, 121, '2026-11-20 09:00:00.000'),
  ('q3', 'MALFORMED', '=not a record', 'PAYMENT_ORDER', 'o5', 'o5', NULL, 'AA==', 'payments.changes', 2, 9, 122, '2026-11-21 09:00:00.000');

INSERT INTO settlement.reconciliation_item
  (business_date, channel, item_id, class, matched_by, is_open, origin_date, difference, ledger_journal_id, ledger_amount, ledger_currency, channel_merchant, channel_amount, channel_currency)
VALUES
  ('2026-11-20', 'WECHAT', 'i1', 'MATCHED', 'CHANNEL_ID', false, '2026-11-20', 0, 'order:o1:paid', 10000, 'CNY', '1900000001', 10000, 'CNY'),
  ('2026-11-20', 'WECHAT', 'i2', 'MISSING_IN_CHANNEL', '', true, '2026-11-20', NULL, 'order:o2:paid', 250, 'CNY', '', 0, ''),
  ('2026-11-21', 'WECHAT', 'i2', 'MISSING_IN_CHANNEL', '', true, '2026-11-20', NULL, 'order:o2:paid', 250, 'CNY', '', 0, ''),
  ('2026-11-21', 'WECHAT', 'i3', 'AMOUNT_MISMATCH', 'CHANNEL_ID', false, '2026-11-21', 1, 'refund:r1:succeeded', -4000, 'CNY', '1900000001', -4001, 'CNY');

INSERT INTO settlement.reconciliation_break
  (business_date, channel, break_id, class, status, origin_date, age_days, currency, ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no)
VALUES
  ('2026-11-20', 'WECHAT', 'b2', 'MISSING_IN_CHANNEL', 'NEW',        '2026-11-20', 0, 'CNY', 250, 0, 250, 'i2', 'o2', '', '', 0),
  ('2026-11-21', 'WECHAT', 'b2', 'MISSING_IN_CHANNEL', 'PERSISTING', '2026-11-20', 2, 'CNY', 250, 0, 250, 'i2', 'o2', '', '', 0),
  ('2026-11-21', 'WECHAT', 'b3', 'AMOUNT_MISMATCH',    'NEW',        '2026-11-21', 0, 'CNY', -4000, -4001, 1, 'i3', 'o1', 'r1', '4200001', 7);

INSERT INTO settlement.reconciliation_proof
  (business_date, channel, currency, opening_open_amount, ledger_rows, ledger_amount, channel_lines, channel_amount, tolerated_amount, matched_rows, matched_amount, fee_amount, break_count, break_amount, closing_open_amount, residual, verdict, results_sha256, previous_date, previous_sha256, sha256)
VALUES
  ('2026-11-20', 'WECHAT', 'CNY', 0,   2, 10250, 1, 10000, 0, 1, 10000, 60, 1, 250, 250, 0, 'PROVED', 'r20', NULL, '', 'p20'),
  ('2026-11-21', 'WECHAT', 'CNY', 250, 1, -4000, 1, -4001, 0, 0, 0,      0, 2, 251, 251, 0, 'PROVED', 'r21', '2026-11-20', 'p20', 'p21'),
  ('2026-11-22', 'WECHAT', 'CNY', 251, 0, 0,     0, 0,     0, 0, 0,      0, 0, 0,   251, 0, 'PROVED', 'r22', '2026-11-21', 'tampered', 'p22');
