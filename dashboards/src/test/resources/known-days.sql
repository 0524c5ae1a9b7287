-- Two business dates small enough to check by hand. Amounts in minor units.
INSERT INTO settlement.ledger_entry
  (landed_at, account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, order_id, refund_id, merchant_id, event_time, booked_at, business_date, source_lsn)
VALUES
  ('2026-11-20 02:00:04.000', 'channel:WECHAT',     3, 'CNY', 1,   -10000,   -10000, 'order:o1:paid', 0, 'merchant:m1:pending', 'PAYMENT', 'PURCHASE', 'WECHAT', 'o1', NULL, 'm1', '2026-11-20 02:00:00.000', '2026-11-20 02:00:01.500', '2026-11-20', 101),
  ('2026-11-20 02:00:04.000', 'merchant:m1:pending',0, 'CNY', 1,    10000,    10000, 'order:o1:paid', 1, 'channel:WECHAT',      'PAYMENT', 'PURCHASE', 'WECHAT', 'o1', NULL, 'm1', '2026-11-20 02:00:00.000', '2026-11-20 02:00:01.500', '2026-11-20', 101),
  ('2026-11-20 03:00:03.000', 'channel:WECHAT',     5, 'CNY', 1,     -250,     -250, 'order:o2:paid', 0, 'merchant:m2:pending', 'PAYMENT', 'TIP',      'WECHAT', 'o2', NULL, 'm2', '2026-11-20 03:00:00.000', '2026-11-20 03:00:00.300', '2026-11-20', 102),
  ('2026-11-20 03:00:03.000', 'merchant:m2:pending',0, 'CNY', 1,      250,      250, 'order:o2:paid', 1, 'channel:WECHAT',      'PAYMENT', 'TIP',      'WECHAT', 'o2', NULL, 'm2', '2026-11-20 03:00:00.000', '2026-11-20 03:00:00.300', '2026-11-20', 102),
  ('1970-01-01 00:00:00.000', 'channel:ALIPAY',     1, 'CNY', 1,    -5000,    -5000, 'order:o3:paid', 0, 'user:u1',             'PAYMENT', 'TOP_UP',   'ALIPAY', 'o3', NULL, NULL, '2026-11-20 04:00:00.000', '2026-11-20 04:00:00.200', '2026-11-20', 103),
  ('1970-01-01 00:00:00.000', 'user:u1',            0, 'CNY', 1,     5000,     5000, 'order:o3:paid', 1, 'channel:ALIPAY',      'PAYMENT', 'TOP_UP',   'ALIPAY', 'o3', NULL, NULL, '2026-11-20 04:00:00.000', '2026-11-20 04:00:00.200', '2026-11-20', 103),
  ('2026-11-21 01:00:02.100', 'user:u1',            0, 'CNY', 2,    -1200,     3800, 'order:o4:paid', 0, 'user:o''br\\ien',     'PAYMENT', 'TRANSFER', 'WALLET', 'o4', NULL, NULL, '2026-11-21 01:00:00.000', '2026-11-21 01:00:00.100', '2026-11-21', 104),
  ('2026-11-21 01:00:02.100', 'user:o''br\\ien',    0, 'CNY', 1,     1200,     1200, 'order:o4:paid', 1, 'user:u1',             'PAYMENT', 'TRANSFER', 'WALLET', 'o4', NULL, NULL, '2026-11-21 01:00:00.000', '2026-11-21 01:00:00.100', '2026-11-21', 104),
  ('2026-11-21 05:00:02.400', 'merchant:m1:pending',0, 'CNY', 2,    -4000,     6000, 'refund:r1:succeeded', 0, 'channel:WECHAT',      'REFUND', 'PURCHASE', 'WECHAT', 'o1', 'r1', 'm1', '2026-11-21 05:00:00.000', '2026-11-21 05:00:00.400', '2026-11-21', 105),
  ('2026-11-21 05:00:02.400', 'channel:WECHAT',     3, 'CNY', 2,     4000,    -6000, 'refund:r1:succeeded', 1, 'merchant:m1:pending', 'REFUND', 'PURCHASE', 'WECHAT', 'o1', 'r1', 'm1', '2026-11-21 05:00:00.000', '2026-11-21 05:00:00.400', '2026-11-21', 105),
  ('2026-11-21 06:00:02.100', 'channel:STRIPE',     0, 'JPY', 1,    -1500,    -1500, 'order:o6:paid', 0, 'merchant:m3:pending', 'PAYMENT', 'PURCHASE', 'STRIPE', 'o6', NULL, 'm3', '2026-11-21 06:00:00.000', '2026-11-21 06:00:00.100', '2026-11-21', 106),
  ('2026-11-21 06:00:02.100', 'merchant:m3:pending',0, 'JPY', 1,     1500,     1500, 'order:o6:paid', 1, 'channel:STRIPE',      'PAYMENT', 'PURCHASE', 'STRIPE', 'o6', NULL, 'm3', '2026-11-21 06:00:00.000', '2026-11-21 06:00:00.100', '2026-11-21', 106),
  ('2026-11-21 07:00:02.100', 'channel:ADYEN',      2, 'EUR', 1, -9007199254740993, -9007199254740993, 'order:o7:paid', 0, 'user:u9', 'PAYMENT', 'TOP_UP', 'ADYEN', 'o7', NULL, NULL, '2026-11-21 07:00:00.000', '2026-11-21 07:00:00.100', '2026-11-21', 107),
  ('2026-11-21 07:00:02.100', 'user:u9',            0, 'EUR', 1,  9007199254740993,  9007199254740993, 'order:o7:paid', 1, 'channel:ADYEN', 'PAYMENT', 'TOP_UP', 'ADYEN', 'o7', NULL, NULL, '2026-11-21 07:00:00.000', '2026-11-21 07:00:00.100', '2026-11-21', 107);

-- A hold that overdraws its owner, captured in part; and a split that the batch side ordered.
INSERT INTO settlement.ledger_entry
  (landed_at, account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, order_id, merchant_id, event_time, booked_at, business_date, source_lsn, hold_id, instruction_id, business_key)
VALUES
  ('2026-11-20 06:00:03.100', 'user:u5',             0, 'CNY', 1, -500, -500, 'hold:h1:held', 0, 'user:u5:frozen',      'HOLD',    'HOLD', 'WALLET', '', 'm2', '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.200', '2026-11-20', 109, 'h1', NULL, NULL),
  ('2026-11-20 06:00:03.100', 'user:u5:frozen',      0, 'CNY', 1,  500,  500, 'hold:h1:held', 1, 'user:u5',             'HOLD',    'HOLD', 'WALLET', '', 'm2', '2026-11-20 05:00:00.000', '2026-11-20 05:00:00.200', '2026-11-20', 109, 'h1', NULL, NULL),
  ('2026-11-20 06:00:06.100', 'user:u5:frozen',      0, 'CNY', 2, -200,  300, 'hold:h1:captured:200', 0, 'merchant:m2:pending', 'CAPTURE', 'HOLD', 'WALLET', '', 'm2', '2026-11-20 06:00:00.000', '2026-11-20 06:00:00.100', '2026-11-20', 110, 'h1', NULL, NULL),
  ('2026-11-20 06:00:06.100', 'merchant:m2:pending', 0, 'CNY', 2,  200,  450, 'hold:h1:captured:200', 1, 'user:u5:frozen',      'CAPTURE', 'HOLD', 'WALLET', '', 'm2', '2026-11-20 06:00:00.000', '2026-11-20 06:00:00.100', '2026-11-20', 110, 'h1', NULL, NULL),
  ('2026-11-20 07:00:03.050', 'merchant:m1:pending', 0, 'CNY', 3,  -30, 5970, 'instruction:i1', 0, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', 'o1', 'm1', '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.050', '2026-11-20', 111, NULL, 'i1', 'o1'),
  ('2026-11-20 07:00:03.050', 'partner:p1',          0, 'CNY', 1,   20,   20, 'instruction:i1', 1, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', 'o1', 'm1', '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.050', '2026-11-20', 111, NULL, 'i1', 'o1'),
  ('2026-11-20 07:00:03.050', 'platform:fees',       4, 'CNY', 1,   10,   10, 'instruction:i1', 2, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', 'o1', 'm1', '2026-11-20 07:00:00.000', '2026-11-20 07:00:00.050', '2026-11-20', 111, NULL, 'i1', 'o1');

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
  (business_date, channel, item_id, class, matched_by, is_open, origin_date, difference, ledger_journal_id, ledger_order_id, ledger_amount, ledger_currency, channel_merchant, channel_amount, channel_currency)
VALUES
  ('2026-11-20', 'WECHAT', 'i1', 'MATCHED', 'CHANNEL_ID', false, '2026-11-20', 0, 'order:o1:paid', 'o1', 10000, 'CNY', '1900000001', 10000, 'CNY'),
  ('2026-11-20', 'WECHAT', 'i2', 'MISSING_IN_CHANNEL', '', true, '2026-11-20', NULL, 'order:o2:paid', 'o2', 250, 'CNY', '', 0, ''),
  ('2026-11-21', 'WECHAT', 'i2', 'MISSING_IN_CHANNEL', '', true, '2026-11-20', NULL, 'order:o2:paid', 'o2', 250, 'CNY', '', 0, ''),
  ('2026-11-21', 'WECHAT', 'i3', 'AMOUNT_MISMATCH', 'CHANNEL_ID', false, '2026-11-21', 1, 'refund:r1:succeeded', 'o1', -4000, 'CNY', '1900000001', -4001, 'CNY');

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

-- Earlier and later versions of o1, and its refund.
INSERT INTO settlement.payment_event
  (entity, entity_id, order_id, version, op, kind, channel, merchant_id, currency, amount, refunded_amount, status, created_at, effective_at, updated_at, source_lsn, source_tx_id, committed_at, captured_at)
VALUES
  ('PAYMENT_ORDER', 'o1', 'o1', 1, 'INSERT', 'PURCHASE', 'WECHAT', 'm1', 'CNY', 10000, 0,    'PENDING', '2026-11-20 01:59:00.000', NULL, '2026-11-20 01:59:00.000', 100, 8, '2026-11-20 01:59:00.000', '2026-11-20 01:59:00.050'),
  ('PAYMENT_ORDER', 'o1', 'o1', 3, 'UPDATE', 'PURCHASE', 'WECHAT', 'm1', 'CNY', 10000, 4000, 'PARTIALLY_REFUNDED', '2026-11-20 01:59:00.000', '2026-11-20 02:00:00.000', '2026-11-21 05:00:00.000', 104, 9, '2026-11-21 05:00:00.010', '2026-11-21 05:00:00.060'),
  ('REFUND',        'r1', 'o1', 2, 'UPDATE', '',         '',       NULL, 'CNY', 4000,  0,    'SUCCEEDED', '2026-11-21 04:59:00.000', '2026-11-21 05:00:00.000', '2026-11-21 05:00:00.000', 105, 9, '2026-11-21 05:00:00.020', '2026-11-21 05:00:00.070');

-- The night of the 20th shares o1 (a part to p1, a commission to the platform), the capture of h1 and what instruction i1 did. Run again it finds the
-- channel's fee to be 55: revision 2 takes the line back and says it anew. The night of the 22nd takes 4000 of o1 back, with its parts and fee.
INSERT INTO settlement.settlement_line
  (business_date, channel, revision, merchant_id, currency, kind, is_reversal, reference, journal_id, order_id, order_kind, occurred_at, paid_date, amount, fee, rule_set, rule_version, month_volume, receivers, parts, window_day, receiver_windows)
VALUES
  ('2026-11-20', 'WECHAT', 1, 'm1', 'CNY', 'PAYMENT',    false, 'o1', 'order:o1:paid', 'o1', 'PURCHASE', '2026-11-20 02:00:00.000', '2026-11-20', 10000,  60, 'coffee', 1, 0, ['partner:p1', 'platform:fees'], [1500, 500],   '2026-11-20', ['2026-11-20', '1970-01-01']),
  ('2026-11-20', 'WECHAT', 1, 'm1', 'CNY', 'ADJUSTMENT', false, 'i1', 'instruction:i1', '',  'SPLIT',    '2026-11-20 07:00:00.000', '2026-11-20',   -30,   0, '',       0, 0, [], [],                                        '2026-11-20', []),
  ('2026-11-20', 'WECHAT', 1, '',   'CNY', 'ADJUSTMENT', false, 'i1', 'instruction:i1', '',  'SPLIT',    '2026-11-20 07:00:00.000', '2026-11-20',     0,   0, '',       0, 0, ['partner:p1'], [20],                          '2026-11-20', ['2026-11-20']),
  ('2026-11-20', 'WALLET', 1, 'm2', 'CNY', 'PAYMENT',    false, 'hold:h1:captured:200', 'hold:h1:captured:200', 'h1', 'HOLD', '2026-11-20 06:00:00.000', '2026-11-20', 200, 0, '', 0, 0, [], [],               '2026-11-20', []),
  ('2026-11-20', 'WECHAT', 2, 'm1', 'CNY', 'PAYMENT',    true,  'o1', 'order:o1:paid', 'o1', 'PURCHASE', '2026-11-20 02:00:00.000', '2026-11-20', -10000, -60, 'coffee', 1, 0, ['partner:p1', 'platform:fees'], [-1500, -500], '2026-11-22', ['2026-11-22', '1970-01-01']),
  ('2026-11-20', 'WECHAT', 2, 'm1', 'CNY', 'PAYMENT',    false, 'o1', 'order:o1:paid', 'o1', 'PURCHASE', '2026-11-20 02:00:00.000', '2026-11-20', 10000,  55, 'coffee', 1, 0, ['partner:p1', 'platform:fees'], [1500, 500],   '2026-11-22', ['2026-11-22', '1970-01-01']),
  ('2026-11-22', 'WECHAT', 1, 'm1', 'CNY', 'REFUND',     false, 'r1', 'refund:r1:succeeded', 'o1', 'PURCHASE', '2026-11-21 05:00:00.000', '2026-11-20', -4000, -24, 'coffee', 1, 0, ['partner:p1', 'platform:fees'], [-600, -200], '2026-11-22', ['2026-11-22', '1970-01-01']);

-- The window of the 20th: m1 and p1 are paid, m2 is below its minimum, p3 gets what an earlier window carried forward.
INSERT INTO settlement.payee_settlement
  (business_date, settlement_id, payee, currency, window_day, window_from, window_to, due, activity, net, payout, carried_forward, reserve_held, receivable)
VALUES
  ('2026-11-20', '035ce52e9826f60d042085e2d1b50087', 'merchant:m1', 'CNY', '2026-11-20', '2026-11-19 16:00:00.000', '2026-11-20 16:00:00.000', '2026-11-23', 7910, 6910, 6910, 0,   1000, 0),
  ('2026-11-20', 'b232b8e862b55a2b0f11cea147cc1823', 'merchant:m2', 'CNY', '2026-11-20', '2026-11-19 16:00:00.000', '2026-11-20 16:00:00.000', '2026-11-23', 200,  200,  0,    200, 0,    0),
  ('2026-11-20', '51b6137c21e4990d68740f091be2ac9a', 'partner:p1',  'CNY', '2026-11-20', '2026-11-19 16:00:00.000', '2026-11-20 16:00:00.000', '2026-11-23', 1520, 1520, 1520, 0,   0,    0),
  ('2026-11-20', '140f1ef445c88ae35fff69533bcb268c', 'partner:p3',  'CNY', '2026-11-20', '2026-11-19 16:00:00.000', '2026-11-20 16:00:00.000', '2026-11-23', 0,    700,  700,  0,   0,    0);

INSERT INTO settlement.payee_settlement_line (business_date, settlement_id, line_no, kind, reference, items, amount)
VALUES
  ('2026-11-20', '035ce52e9826f60d042085e2d1b50087', 1, 'PAYMENT',          '2026-11-20/WECHAT', 1, 10000),
  ('2026-11-20', '035ce52e9826f60d042085e2d1b50087', 2, 'FEE',              '2026-11-20/WECHAT', 1, -60),
  ('2026-11-20', '035ce52e9826f60d042085e2d1b50087', 3, 'SHARE',            '2026-11-20/WECHAT', 1, -2000),
  ('2026-11-20', '035ce52e9826f60d042085e2d1b50087', 4, 'ADJUSTMENT',       '2026-11-20/WECHAT', 1, -30),
  ('2026-11-20', '035ce52e9826f60d042085e2d1b50087', 5, 'RESERVE_WITHHELD', '2026-11-20', 1, -1000),
  ('2026-11-20', 'b232b8e862b55a2b0f11cea147cc1823', 1, 'PAYMENT',          '2026-11-20/WALLET', 1, 200),
  ('2026-11-20', '51b6137c21e4990d68740f091be2ac9a', 1, 'SHARE',            '2026-11-20/WECHAT', 1, 1500),
  ('2026-11-20', '51b6137c21e4990d68740f091be2ac9a', 2, 'ADJUSTMENT',       '2026-11-20/WECHAT', 1, 20),
  ('2026-11-20', '140f1ef445c88ae35fff69533bcb268c', 1, 'CARRIED_FORWARD',  '2026-11-19', 1, 700);

-- What the night ordered. Not booked: the settlement of m2, the payouts of p1 and p3; the bank sent that of p3 back. That of m2 was refused.
INSERT INTO settlement.ledger_instruction
  (instruction_id, kind, business_key, business_date, channel, merchant_id, legs, maker, checker, created_at, source_lsn, source_tx_id, committed_at, captured_at)
VALUES
  ('channel-fee-8446449f50df1b37798a4b234d0d6f64', 'CHANNEL_FEE', 'share/2026-11-20/WECHAT/1/fee/CNY',       '2026-11-20', 'WECHAT', NULL, [('channel:WECHAT', 'CNY', 60), ('platform:channel-fees', 'CNY', -60)], 'night', NULL, '2026-11-21 02:30:00.000', 130, 20, '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.050'),
  ('channel-fee-1f38d49422bd5da8b9df694043fef8dd', 'CHANNEL_FEE', 'share/2026-11-20/WECHAT/1/charge/m1/CNY', '2026-11-20', 'WECHAT', 'm1', [('merchant:m1:pending', 'CNY', -60), ('platform:channel-fees', 'CNY', 60)], 'night', NULL, '2026-11-21 02:30:00.000', 131, 20, '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.050'),
  ('split-192f434fdd7d015355f638435c4cf0e8',       'SPLIT',       'share/2026-11-20/WECHAT/1/split/m1/CNY/0', '2026-11-20', 'WECHAT', 'm1', [('merchant:m1:pending', 'CNY', -2000), ('partner:p1', 'CNY', 1500), ('platform:fees', 'CNY', 500)], 'night', NULL, '2026-11-21 02:30:00.000', 132, 20, '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.050'),
  ('settlement-86dd300b55686d5e7a4b94f9b035a91b',  'SETTLEMENT',  'settle/merchant:m1/CNY/2026-11-20', '2026-11-20', 'WALLET', 'm1', [('merchant:m1:pending', 'CNY', -7910), ('merchant:m1', 'CNY', 7910)], 'night', NULL, '2026-11-21 02:31:00.000', 133, 21, '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.050'),
  ('reserve-3898a9056bbcd076bc8109c2b35e8085',     'RESERVE',     'settle/merchant:m1/CNY/2026-11-20', '2026-11-20', 'WALLET', 'm1', [('merchant:m1', 'CNY', -1000), ('merchant:m1:frozen', 'CNY', 1000)], 'night', NULL, '2026-11-21 02:31:00.000', 134, 21, '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.050'),
  ('settlement-42f8c808ff4565586d2b615f59d8fc11',  'SETTLEMENT',  'settle/merchant:m2/CNY/2026-11-20', '2026-11-20', 'WALLET', 'm2', [('merchant:m2:pending', 'CNY', -200), ('merchant:m2', 'CNY', 200)], 'night', NULL, '2026-11-21 02:31:00.000', 135, 21, '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.050'),
  ('payout-8ec16b9aa72db86f156a14ac90edb33e',      'PAYOUT',      'payout/PO035ce52e9826f60d042085e2d1b500', '2026-11-21', 'WALLET', 'm1', [('merchant:m1', 'CNY', -6910), ('bank:B1', 'CNY', 6910)], 'ana', 'bo', '2026-11-21 08:00:00.000', 136, 22, '2026-11-21 08:00:00.000', '2026-11-21 08:00:00.050'),
  ('payout-6caf686abbe70d3ba6f97e04b99f8673',      'PAYOUT',      'payout/PO51b6137c21e4990d68740f091be2ac', '2026-11-21', 'WALLET', NULL, [('partner:p1', 'CNY', -1520), ('bank:B1', 'CNY', 1520)], 'ana', 'bo', '2026-11-21 08:00:00.000', 137, 22, '2026-11-21 08:00:00.000', '2026-11-21 08:00:00.050'),
  ('payout-8557417f82bde9208b03680d8600cc45',      'PAYOUT',      'payout/PO140f1ef445c88ae35fff69533bcb26', '2026-11-21', 'WALLET', NULL, [('partner:p3', 'CNY', -700), ('bank:B1', 'CNY', 700)], 'ana', 'bo', '2026-11-21 08:00:00.000', 138, 22, '2026-11-21 08:00:00.000', '2026-11-21 08:00:00.050'),
  ('payout-897bde633a7d178cc4b509c55cb6a3e8',      'PAYOUT',      'return/PO140f1ef445c88ae35fff69533bcb26', '2026-11-22', 'WALLET', NULL, [('partner:p3', 'CNY', 700), ('bank:B1', 'CNY', -700)], 'night', NULL, '2026-11-23 02:30:00.000', 139, 23, '2026-11-23 02:30:00.000', '2026-11-23 02:30:00.050');

INSERT INTO settlement.ledger_entry
  (landed_at, account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, order_id, merchant_id, event_time, booked_at, business_date, source_lsn, instruction_id, business_key)
VALUES
  ('2026-11-21 02:30:03.000', 'channel:WECHAT',        5, 'CNY', 2,    60,  -190, 'instruction:channel-fee-8446449f50df1b37798a4b234d0d6f64', 0, 'platform:channel-fees', 'INSTRUCTION', 'CHANNEL_FEE', 'WECHAT', '', NULL, '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 130, 'channel-fee-8446449f50df1b37798a4b234d0d6f64', 'share/2026-11-20/WECHAT/1/fee/CNY'),
  ('2026-11-21 02:30:03.000', 'platform:channel-fees', 0, 'CNY', 1,   -60,   -60, 'instruction:channel-fee-8446449f50df1b37798a4b234d0d6f64', 1, 'channel:WECHAT',        'INSTRUCTION', 'CHANNEL_FEE', 'WECHAT', '', NULL, '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 130, 'channel-fee-8446449f50df1b37798a4b234d0d6f64', 'share/2026-11-20/WECHAT/1/fee/CNY'),
  ('2026-11-21 02:30:03.000', 'merchant:m1:pending',   0, 'CNY', 4,   -60,  5910, 'instruction:channel-fee-1f38d49422bd5da8b9df694043fef8dd', 0, 'platform:channel-fees', 'INSTRUCTION', 'CHANNEL_FEE', 'WECHAT', '', 'm1', '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 131, 'channel-fee-1f38d49422bd5da8b9df694043fef8dd', 'share/2026-11-20/WECHAT/1/charge/m1/CNY'),
  ('2026-11-21 02:30:03.000', 'platform:channel-fees', 0, 'CNY', 2,    60,     0, 'instruction:channel-fee-1f38d49422bd5da8b9df694043fef8dd', 1, 'merchant:m1:pending',   'INSTRUCTION', 'CHANNEL_FEE', 'WECHAT', '', 'm1', '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 131, 'channel-fee-1f38d49422bd5da8b9df694043fef8dd', 'share/2026-11-20/WECHAT/1/charge/m1/CNY'),
  ('2026-11-21 02:30:03.000', 'merchant:m1:pending',   0, 'CNY', 5, -2000,  3910, 'instruction:split-192f434fdd7d015355f638435c4cf0e8', 0, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', '', 'm1', '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 132, 'split-192f434fdd7d015355f638435c4cf0e8', 'share/2026-11-20/WECHAT/1/split/m1/CNY/0'),
  ('2026-11-21 02:30:03.000', 'partner:p1',            0, 'CNY', 2,  1500,  1520, 'instruction:split-192f434fdd7d015355f638435c4cf0e8', 1, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', '', 'm1', '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 132, 'split-192f434fdd7d015355f638435c4cf0e8', 'share/2026-11-20/WECHAT/1/split/m1/CNY/0'),
  ('2026-11-21 02:30:03.000', 'platform:fees',         4, 'CNY', 2,   500,   510, 'instruction:split-192f434fdd7d015355f638435c4cf0e8', 2, '', 'INSTRUCTION', 'SPLIT', 'WECHAT', '', 'm1', '2026-11-21 02:30:00.000', '2026-11-21 02:30:00.100', '2026-11-21', 132, 'split-192f434fdd7d015355f638435c4cf0e8', 'share/2026-11-20/WECHAT/1/split/m1/CNY/0'),
  ('2026-11-21 02:30:03.000', 'merchant:m1:pending',   0, 'CNY', 6, -7910, -4000, 'instruction:settlement-86dd300b55686d5e7a4b94f9b035a91b', 0, 'merchant:m1',         'INSTRUCTION', 'SETTLEMENT', 'WALLET', '', 'm1', '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.100', '2026-11-21', 133, 'settlement-86dd300b55686d5e7a4b94f9b035a91b', 'settle/merchant:m1/CNY/2026-11-20'),
  ('2026-11-21 02:30:03.000', 'merchant:m1',           0, 'CNY', 1,  7910,  7910, 'instruction:settlement-86dd300b55686d5e7a4b94f9b035a91b', 1, 'merchant:m1:pending', 'INSTRUCTION', 'SETTLEMENT', 'WALLET', '', 'm1', '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.100', '2026-11-21', 133, 'settlement-86dd300b55686d5e7a4b94f9b035a91b', 'settle/merchant:m1/CNY/2026-11-20'),
  ('2026-11-21 02:30:03.000', 'merchant:m1',           0, 'CNY', 2, -1000,  6910, 'instruction:reserve-3898a9056bbcd076bc8109c2b35e8085', 0, 'merchant:m1:frozen', 'INSTRUCTION', 'RESERVE', 'WALLET', '', 'm1', '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.100', '2026-11-21', 134, 'reserve-3898a9056bbcd076bc8109c2b35e8085', 'settle/merchant:m1/CNY/2026-11-20'),
  ('2026-11-21 02:30:03.000', 'merchant:m1:frozen',    0, 'CNY', 1,  1000,  1000, 'instruction:reserve-3898a9056bbcd076bc8109c2b35e8085', 1, 'merchant:m1',        'INSTRUCTION', 'RESERVE', 'WALLET', '', 'm1', '2026-11-21 02:31:00.000', '2026-11-21 02:31:00.100', '2026-11-21', 134, 'reserve-3898a9056bbcd076bc8109c2b35e8085', 'settle/merchant:m1/CNY/2026-11-20'),
  ('2026-11-21 02:30:03.000', 'merchant:m1',           0, 'CNY', 3, -6910,     0, 'instruction:payout-8ec16b9aa72db86f156a14ac90edb33e', 0, 'bank:B1',     'INSTRUCTION', 'PAYOUT', 'WALLET', '', 'm1', '2026-11-21 08:00:00.000', '2026-11-21 08:00:00.100', '2026-11-21', 136, 'payout-8ec16b9aa72db86f156a14ac90edb33e', 'payout/PO035ce52e9826f60d042085e2d1b500'),
  ('2026-11-21 02:30:03.000', 'bank:B1',               0, 'CNY', 1,  6910,  6910, 'instruction:payout-8ec16b9aa72db86f156a14ac90edb33e', 1, 'merchant:m1', 'INSTRUCTION', 'PAYOUT', 'WALLET', '', 'm1', '2026-11-21 08:00:00.000', '2026-11-21 08:00:00.100', '2026-11-21', 136, 'payout-8ec16b9aa72db86f156a14ac90edb33e', 'payout/PO035ce52e9826f60d042085e2d1b500');

INSERT INTO settlement.quarantine
  (quarantine_id, category, detail, entity, entity_id, order_id, original, topic, partition, offset, source_lsn, quarantined_at)
VALUES
  ('q4', 'UNBALANCED', 'legs do not sum to zero', 'LEDGER_INSTRUCTION', 'settlement-42f8c808ff4565586d2b615f59d8fc11', '', 'AA==', 'payments.changes', 1, 20, 135, '2026-11-21 02:31:00.200');

-- The bank paid m1 on the 22nd and sent p3's money back.
INSERT INTO settlement.bank_item
  (business_date, side, row_id, class, is_open, group_id, origin_date, age_days, row_date, channel, currency, amount, references)
VALUES
  ('2026-11-21', 'PAYOUT', 'instruction:payout-8ec16b9aa72db86f156a14ac90edb33e 1', 'PENDING', true,  'g1', '2026-11-21', 0, '2026-11-21', '', 'CNY', -6910, ['PO035ce52e9826f60d042085e2d1b500']),
  ('2026-11-22', 'PAYOUT', 'instruction:payout-8ec16b9aa72db86f156a14ac90edb33e 1', 'MATCHED', false, 'g1', '2026-11-21', 1, '2026-11-21', '', 'CNY', -6910, ['PO035ce52e9826f60d042085e2d1b500']),
  ('2026-11-22', 'BANK',   'B1 2026-11-22 ref 1', 'MATCHED', false, 'g1', '2026-11-21', 1, '2026-11-22', '', 'CNY', -6910, ['PO035ce52e9826f60d042085e2d1b500']);

INSERT INTO settlement.bank_return (business_date, account, file_sha256, entry_no, detail_no, currency, amount, payout_id, reason, bank_reference)
VALUES ('2026-11-22', 'B1', 'f1', 2, 1, 'CNY', 700, 'PO140f1ef445c88ae35fff69533bcb26', 'AC04', 'back1');

INSERT INTO settlement.control_total (business_date, channel, measure, kind, state, currency, source, row_count, amount, agrees)
VALUES
  ('2026-11-20', 'WECHAT', 'STATE',  'PURCHASE', 'PAID',   'CNY', 'POSTGRES',            1, 10000, true),
  ('2026-11-20', 'WECHAT', 'STATE',  'PURCHASE', 'PAID',   'CNY', 'CLICKHOUSE_PAYMENTS', 1, 10000, true),
  ('2026-11-21', 'WECHAT', 'POSTED', 'PURCHASE', 'REFUND', 'CNY', 'POSTGRES',            1, 4000,  false),
  ('2026-11-21', 'WECHAT', 'POSTED', 'PURCHASE', 'REFUND', 'CNY', 'CLICKHOUSE_LEDGER',   0, 0,     false);

INSERT INTO settlement.day_closing (channel, business_date, closed_by, requested_at, source_lsn, acknowledged_at)
VALUES ('WECHAT', '2026-11-20', 'night', '2026-11-21 02:00:00.000', 129, '2026-11-21 02:00:03.250');

-- Two active rules, one that only watches and was paused. o4 is a fraud, o3 is none; o1 was taken for one until it was looked at again.
INSERT INTO settlement.fraud_alert
  (rule_id, alert_id, type, rule_version, rule_name, action, shadow, key, measure, value, threshold, currency, window_from, window_to, events, event_ids, event_time, raised_at)
VALUES
  ('payer-burst',    'f1', 'CROSSING',    1, 'Many payments of one payer',  'REVIEW', false, 'payer:u1',    'COUNT', 15, 15, NULL, '2026-11-20 04:00:00.000', '2026-11-20 04:10:00.000', 15, ['o3', 'o4'], '2026-11-20 04:09:00.000', '2026-11-20 04:09:01.000'),
  ('payer-burst',    'f2', 'CROSSING',    1, 'Many payments of one payer',  'REVIEW', false, 'payer:u5',    'COUNT', 16, 15, NULL, '2026-11-21 05:55:00.000', '2026-11-21 06:05:00.000', 16, ['o1'], '2026-11-21 06:00:00.000', '2026-11-21 06:00:02.000'),
  ('large-transfer', 'f3', 'CROSSING',    2, 'A very large transfer',       'BLOCK',  false, 'payer:u1',    'MAX', 100000000, 100000000, 'CNY', '2026-11-21 00:59:00.000', '2026-11-21 01:01:00.000', 1, ['o4'], '2026-11-21 01:00:00.000', '2026-11-21 01:00:00.500'),
  ('ip-payers',      'f4', 'CROSSING',    1, 'Many payers of one address',  'ALERT',  true,  'ip:10.0.0.1', 'DISTINCT_COUNT', 30, 30, NULL, '2026-11-21 02:00:00.000', '2026-11-21 03:00:00.000', 40, ['o2', 'o7#2'], '2026-11-21 03:00:00.000', '2026-11-21 03:00:00.250'),
  ('ip-payers',      'f5', 'RULE_PAUSED', 1, 'Many payers of one address',  'ALERT',  true,  '',            'NEW_KEYS', 60001, 60000, NULL, '2026-11-21 03:29:00.000', '2026-11-21 03:30:00.000', 0, [], '2026-11-21 03:30:00.000', '2026-11-21 03:30:00.100');

INSERT INTO settlement.fraud_label (order_id, is_fraud, source, labelled_by, labelled_at)
VALUES
  ('o4', true,  'chargeback', 'ana', '2026-11-22 00:00:00.000'),
  ('o3', false, 'analyst',    'ana', '2026-11-22 00:00:00.000'),
  ('o1', true,  'analyst',    'ana', '2026-11-22 00:00:00.000'),
  ('o1', false, 'analyst',    'bo',  '2026-11-22 01:00:00.000');

INSERT INTO settlement.fraud_late_event
  (event_id, key, rule_ids, order_id, kind, channel, currency, amount, event_time, watermark, received_at)
VALUES
  ('o5', 'payer:u5',    ['payer-burst', 'payer-out-day'], 'o5', 'PURCHASE', 'WECHAT', 'CNY', 700,  '2026-11-20 10:00:00.000', '2026-11-20 10:20:00.000', '2026-11-20 10:30:00.000'),
  ('o6', 'merchant:m3', ['merchant-burst'],               'o6', 'PURCHASE', 'STRIPE', 'JPY', 1500, '2026-11-21 06:00:00.000', '2026-11-21 06:05:00.000', '2026-11-21 06:06:00.000');

-- Rows that a careless sum gets wrong: ALIPAY paid 3 too much for o3 (corrected the night after) and lists 120 that nobody knows, STRIPE 300 in
-- yen. m3's order in yen gives m2 a part, which is in m2's open window. A refund of m2 has no rule and calls nothing back. A rule that only
-- watched is active since version 2.
INSERT INTO settlement.reconciliation_item
  (business_date, channel, item_id, class, matched_by, is_open, origin_date, difference, ledger_journal_id, ledger_order_id, ledger_amount, ledger_currency, channel_merchant, channel_amount, channel_currency)
VALUES
  ('2026-11-20', 'ALIPAY', 'i4', 'AMOUNT_MISMATCH',   'CHANNEL_ID', true,  '2026-11-20', -3,   'order:o3:paid', 'o3', 5000, 'CNY', '2088', 5003, 'CNY'),
  ('2026-11-21', 'ALIPAY', 'i4', 'AMOUNT_MISMATCH',   'CORRECTION', false, '2026-11-20', -3,   'order:o3:paid', 'o3', 5000, 'CNY', '2088', 5003, 'CNY'),
  ('2026-11-21', 'ALIPAY', 'i5', 'MISSING_IN_LEDGER', '',           true,  '2026-11-21', -120, '',              '',   0,    '',    '2088', 120,  'CNY'),
  ('2026-11-21', 'STRIPE', 'i6', 'MATCHED',           'CHANNEL_ID', false, '2026-11-21', 0,    'order:o6:paid', 'o6', 1500, 'JPY', 'acct', 1500, 'JPY'),
  ('2026-11-21', 'STRIPE', 'i7', 'MISSING_IN_LEDGER', '',           true,  '2026-11-21', -300, '',              '',   0,    '',    'acct', 300,  'JPY');
INSERT INTO settlement.reconciliation_break
  (business_date, channel, break_id, class, status, origin_date, age_days, currency, ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no)
VALUES
  ('2026-11-20', 'ALIPAY', 'b4', 'AMOUNT_MISMATCH',   'NEW',      '2026-11-20', 0, 'CNY', 5000, 5003, -3,   'i4', 'o3', '', '2026112022', 1),
  ('2026-11-21', 'ALIPAY', 'b4', 'AMOUNT_MISMATCH',   'ADJUSTED', '2026-11-20', 1, 'CNY', 5000, 5003, -3,   'i4', 'o3', '', '2026112022', 1),
  ('2026-11-21', 'ALIPAY', 'b5', 'MISSING_IN_LEDGER', 'NEW',      '2026-11-21', 0, 'CNY', 0,    120,  -120, 'i5', 'o10', '', '2026112122', 1),
  ('2026-11-21', 'STRIPE', 'b7', 'MISSING_IN_LEDGER', 'NEW',      '2026-11-21', 0, 'JPY', 0,    300,  -300, 'i7', '', '', 'txn_7', 2);
INSERT INTO settlement.reconciliation_proof
  (business_date, channel, currency, opening_open_amount, ledger_rows, ledger_amount, channel_lines, channel_amount, tolerated_amount, adjusted_amount, matched_rows, matched_amount, fee_amount, break_count, break_amount, closing_open_amount, residual, verdict, results_sha256, previous_date, previous_sha256, sha256)
VALUES
  ('2026-11-20', 'ALIPAY', 'CNY', 0,  1, 5000, 1, 5003, 0, 0, 0, 0,    0,  1, -3,   -3,   0, 'PROVED', 'ra20', NULL, '', 'pa20'),
  ('2026-11-21', 'ALIPAY', 'CNY', -3, 0, 0,    1, 120,  0, 3, 0, 0,    0,  1, -120, -120, 0, 'PROVED', 'ra21', '2026-11-20', 'pa20', 'pa21'),
  ('2026-11-21', 'STRIPE', 'JPY', 0,  1, 1500, 2, 1800, 0, 0, 1, 1500, 54, 1, -300, -300, 0, 'PROVED', 'rs21', NULL, '', 'ps21');
INSERT INTO settlement.settlement_line
  (business_date, channel, revision, merchant_id, currency, kind, is_reversal, reference, journal_id, order_id, order_kind, occurred_at, paid_date, amount, fee, rule_set, rule_version, month_volume, receivers, parts, window_day, receiver_windows)
VALUES
  ('2026-11-21', 'STRIPE', 1, 'm3', 'JPY', 'PAYMENT', false, 'o6', 'order:o6:paid', 'o6', 'PURCHASE', '2026-11-21 06:00:00.000', '2026-11-21', 1500, 54, 'market', 1, 0, ['merchant:m2:pending', 'platform:fees'], [150, 75], '2026-11-23', ['2026-11-23', '1970-01-01']),
  ('2026-11-22', 'WECHAT', 1, 'm2', 'CNY', 'REFUND',  false, 'r2', 'refund:r2:succeeded', 'o2', 'TIP', '2026-11-22 05:00:00.000', '2026-11-20', -50, 0, '', 0, 0, [], [], '2026-11-22', []);
INSERT INTO settlement.fraud_alert
  (rule_id, alert_id, type, rule_version, rule_name, action, shadow, key, measure, value, threshold, currency, window_from, window_to, events, event_ids, event_time, raised_at)
VALUES ('ip-payers', 'f6', 'CROSSING', 2, 'Many payers of one address', 'ALERT', false, 'ip:10.0.0.2', 'DISTINCT_COUNT', 30, 30, NULL, '2026-11-22 02:00:00.000', '2026-11-22 03:00:00.000', 30, ['o2'], '2026-11-22 03:00:00.000', '2026-11-22 03:00:00.250');

-- September: before every range that is asked for, so in no answer but those as of a day, which have nothing of it.
INSERT INTO settlement.fraud_alert
  (rule_id, alert_id, type, rule_version, rule_name, action, shadow, key, measure, value, threshold, currency, window_from, window_to, events, event_ids, event_time, raised_at)
VALUES ('payer-burst', 'f0', 'CROSSING', 1, 'Many payments of one payer', 'REVIEW', false, 'payer:u1', 'COUNT', 15, 15, NULL, '2026-09-20 04:00:00.000', '2026-09-20 04:10:00.000', 15, ['o4'], '2026-09-20 04:09:00.000', '2026-09-20 04:09:01.000');
INSERT INTO settlement.fraud_late_event (event_id, key, rule_ids, order_id, kind, channel, currency, amount, event_time, watermark, received_at)
VALUES ('o90', 'payer:u5', ['payer-burst'], 'o90', 'PURCHASE', 'WECHAT', 'CNY', 700, '2026-09-20 10:00:00.000', '2026-09-20 10:20:00.000', '2026-09-20 10:30:00.000');
INSERT INTO settlement.settlement_line
  (business_date, channel, revision, merchant_id, currency, kind, is_reversal, reference, journal_id, order_id, order_kind, occurred_at, paid_date, amount, fee, rule_set, rule_version, month_volume, receivers, parts, window_day, receiver_windows)
VALUES ('2026-09-20', 'WECHAT', 1, 'm1', 'CNY', 'PAYMENT', false, 'o90', 'order:o90:paid', 'o90', 'PURCHASE', '2026-09-20 02:00:00.000', '2026-09-20', 900, 5, 'coffee', 1, 0, ['partner:p1', 'platform:fees'], [135, 45], '2026-09-20', ['2026-09-20', '1970-01-01']);
INSERT INTO settlement.payee_settlement
  (business_date, settlement_id, payee, currency, window_day, window_from, window_to, due, activity, net, payout, carried_forward, reserve_held, receivable)
VALUES ('2026-09-20', 'september', 'merchant:m1', 'CNY', '2026-09-20', '2026-09-19 16:00:00.000', '2026-09-20 16:00:00.000', '2026-09-21', 715, 715, 715, 0, 0, 0);
INSERT INTO settlement.payee_settlement_line (business_date, settlement_id, line_no, kind, reference, items, amount)
VALUES ('2026-09-20', 'september', 1, 'PAYMENT', '2026-09-20/WECHAT', 1, 900);
INSERT INTO settlement.reconciliation_break
  (business_date, channel, break_id, class, status, origin_date, age_days, currency, ledger_amount, channel_amount, amount, item_id, order_id, refund_id, channel_txn_id, channel_line_no)
VALUES ('2026-09-20', 'WECHAT', 'b0', 'MISSING_IN_CHANNEL', 'NEW', '2026-09-20', 0, 'CNY', 900, 0, 900, 'i0', 'o90', '', '', 0);
INSERT INTO settlement.control_total (business_date, channel, measure, kind, state, currency, source, row_count, amount, agrees)
VALUES ('2026-09-20', 'WECHAT', 'STATE', 'PURCHASE', 'PAID', 'CNY', 'POSTGRES', 1, 900, true);
INSERT INTO settlement.day_closing (channel, business_date, closed_by, requested_at, source_lsn, acknowledged_at)
VALUES ('WECHAT', '2026-09-20', 'night', '2026-09-21 02:00:00.000', 29, '2026-09-21 02:00:03.250');
