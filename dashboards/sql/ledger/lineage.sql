-- title: One order's whole way
-- title.zh: 订单全链路
-- question: What happened to this order, from its position in the database to the payout?
-- question.zh: 该订单从数据库位置到付款经历了什么？
-- chart: table
-- unit: amount = money(currency)
-- column: at = When | 时间
-- column: captured_at = Captured | 捕获时间
-- column: place = Place | 位置
-- column: what = What | 事项
-- column: account = Account | 账户
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- column: state = State | 状态
-- column: source_lsn = Database position | 数据库位置
-- column: id = Id | 标识
-- parameter: order_id String = | Order
-- parameter.zh: order_id = 订单号
-- link: account = ledger?account
-- position: 5

-- Every landed row of the order. A night's results hold no time of computation: they stand at the end (UTC) of the night's business date,
-- behind what happened on it. Else `at` is the commit in PostgreSQL and the booking in the ledger.
WITH
  (SELECT max(ifNull(merchant_id, '')) FROM settlement.payment_event WHERE order_id = {order_id:String}) AS merchant,
  -- Nothing of an order is older than its row; of an order that is not known there is no day.
  (SELECT if(count() = 0, toDate('2149-01-01'), toDate(min(created_at)) - 1) FROM settlement.payment_event WHERE order_id = {order_id:String}) AS first_day,
  line AS
  (
    SELECT business_date, channel, revision, kind, is_reversal, reference, currency, amount, fee, rule_set, rule_version, receivers, parts, window_day, receiver_windows
    FROM settlement.settlement_line
    WHERE merchant_id = merchant AND order_key = sipHash64({order_id:String}) AND order_id = {order_id:String} AND business_date >= first_day
  ),
  settled AS
  (
    SELECT business_date, settlement_id, payee, currency, net, payout, due, window_day,
           concat('payout-', substring(lower(hex(SHA256(concat('PAYOUT/payout/PO', substring(settlement_id, 1, 30))))), 1, 32)) AS instruction
    FROM settlement.payee_settlement
    WHERE business_date >= first_day
      AND (payee, currency, window_day) IN
      (
        SELECT concat('merchant:', merchant), currency, window_day FROM line
        UNION ALL
        SELECT replaceOne(toString(receiver), ':pending', ''), currency, receiver_window
        FROM line ARRAY JOIN receivers AS receiver, receiver_windows AS receiver_window WHERE receiver_window > '1970-01-01'
      )
  )
SELECT at, captured_at, place, what, account, currency, amount, state, source_lsn, id
FROM
(
  SELECT 1 AS stage, 0 AS part_no, committed_at AS at, toNullable(captured_at) AS captured_at, 'PostgreSQL' AS place,
         concat(entity, ' ', op, ' version ', toString(version)) AS what, '' AS account, toString(currency) AS currency, toNullable(amount) AS amount,
         toString(status) AS state, toNullable(source_lsn) AS source_lsn, entity_id AS id
  FROM settlement.payment_event WHERE order_id = {order_id:String}
  UNION ALL
  SELECT 2, leg, booked_at, NULL, 'ledger', concat(cause, ' ', kind), toString(account), toString(currency), amount,
         concat('balance after ', toString(balance_after), ' minor units, sequence ', toString(sequence)), source_lsn, journal_id
  FROM settlement.ledger_entry WHERE order_id = {order_id:String} AND business_date >= first_day
  UNION ALL
  -- A hold's journals name no order; their ids follow from its rows.
  SELECT 2, leg, booked_at, NULL, 'ledger', concat(cause, ' ', kind), toString(account), toString(currency), amount,
         concat('balance after ', toString(balance_after), ' minor units, sequence ', toString(sequence)), source_lsn, journal_id
  FROM settlement.ledger_entry
  WHERE business_date >= first_day AND journal_id IN
    (
      SELECT arrayJoin(arrayMap(what -> concat('hold:', entity_id, what), [':held', concat(':captured:', toString(captured_amount)), ':released', ':expired']))
      FROM settlement.payment_event WHERE order_id = {order_id:String} AND entity = 'FUNDS_HOLD'
    )
  UNION ALL
  SELECT 2, 0, quarantined_at, NULL, 'quarantine', concat(entity, ' refused'), '', '', NULL, concat(category, ': ', detail), source_lsn, quarantine_id
  FROM settlement.quarantine WHERE order_id = {order_id:String}
  UNION ALL
  SELECT 2, 0, raised_at, NULL, 'fraud', concat('alert of ', rule_id, ' v', toString(rule_version), ' on ', key), '', '', NULL,
         concat(action, if(shadow, ', only watched', '')), NULL, alert_id
  FROM settlement.fraud_alert
  WHERE event_time >= first_day AND arrayExists(id -> splitByChar('#', id)[1] = {order_id:String}, event_ids)
  UNION ALL
  SELECT 2, 0, labelled_at, NULL, 'fraud', concat('labelled by ', labelled_by, ' (', source, ')'), '', '', NULL, if(is_fraud, 'fraud', 'no fraud'), NULL, order_id
  FROM settlement.fraud_label WHERE order_id = {order_id:String}
  UNION ALL
  SELECT 3, 0, toDateTime64(business_date + 1, 3, 'UTC'), NULL, 'reconciliation', concat('item of ', toString(channel), ', night ', toString(business_date)),
         concat('channel:', channel), toString(if(ledger_currency = '', channel_currency, ledger_currency)), if(ledger_journal_id = '', channel_amount, ledger_amount),
         toString(class), NULL, item_id
  FROM settlement.reconciliation_item WHERE ledger_order_id = {order_id:String} AND business_date >= first_day
  UNION ALL
  SELECT 4, 0, toDateTime64(business_date + 1, 3, 'UTC'), NULL, 'break', concat('break of ', toString(channel), ', night ', toString(business_date)),
         concat('channel:', channel), toString(currency), amount, concat(class, ' ', status), NULL, break_id
  FROM settlement.reconciliation_break WHERE order_id = {order_id:String} AND business_date >= first_day
  UNION ALL
  SELECT 5, revision * 200 + if(is_reversal, 0, 100), toDateTime64(business_date + 1, 3, 'UTC'), NULL, 'settlement line',
         concat(kind, if(is_reversal, ' taken back', ''), ', night ', toString(business_date), '/', channel, ', revision ', toString(revision)),
         concat('merchant:', merchant, ':pending'), toString(currency), amount,
         concat('fee ', toString(fee), ' minor units, window ', toString(window_day)), NULL, reference
  FROM line
  UNION ALL
  SELECT 5, revision * 200 + if(is_reversal, 0, 100) + number, toDateTime64(business_date + 1, 3, 'UTC'), NULL, 'sharing',
         concat(multiIf(is_reversal, 'part taken back', kind = 'REFUND', 'part called back', 'part given'), ', ', rule_set, ' v', toString(rule_version)),
         toString(receiver), toString(currency), part, if(window > '1970-01-01', concat('window ', toString(window)), 'not settled'), NULL, reference
  FROM line ARRAY JOIN receivers AS receiver, parts AS part, receiver_windows AS window, arrayEnumerate(receivers) AS number
  UNION ALL
  SELECT 6, 0, toDateTime64(business_date + 1, 3, 'UTC'), NULL, 'settlement', concat('all of the window ', toString(window_day), ' of ', payee), payee,
         toString(currency), net, concat('pays ', toString(payout), ' minor units, due ', toString(due)), NULL, settlement_id
  FROM settled
  UNION ALL
  SELECT 7, 0, committed_at, captured_at, 'payout', concat('ordered by ', maker, ', approved by ', ifNull(checker, 'nobody')), '', legs[1].currency,
         abs(legs[1].amount), 'ordered', source_lsn, instruction_id
  FROM settlement.ledger_instruction WHERE instruction_id IN (SELECT instruction FROM settled) AND created_at >= first_day
  UNION ALL
  SELECT 8, leg, booked_at, NULL, 'payout', 'booked', toString(account), toString(currency), amount, 'booked', source_lsn, journal_id
  FROM settlement.ledger_entry
  WHERE journal_id IN (SELECT concat('instruction:', instruction) FROM settled) AND business_date >= first_day
  UNION ALL
  SELECT 9, 0, toDateTime64(business_date + 1, 3, 'UTC'), NULL, 'bank', concat('payout in the match with the bank, night ', toString(business_date)), '',
         toString(currency), amount, toString(class), NULL, row_id
  FROM settlement.bank_item
  WHERE business_date >= first_day AND side = 'PAYOUT' AND substring(row_id, 1, 51) IN (SELECT concat('instruction:', instruction) FROM settled)
)
ORDER BY at, stage, part_no, source_lsn, id, account
