-- Second pass, by our own id, for what the first left alone (one of each side under the id, and no more), and the batches under an own
-- id; then every row gets exactly one class, by the first rule that holds (docs/nightly.md). A withdrawal stays pending: a trade bill
-- does not list it. A state that no rule knows is UNCLASSIFIED; lines that are no payment have no states, but the channel's word for them.
INSERT INTO settlement.reconciliation_item_staging
WITH
exceptions AS
  (SELECT key FROM settlement.reconciliation_exception WHERE business_date = {business_date:Date} AND channel = {channel:String}),
batches AS
  (SELECT cause, reference, group_id, class FROM settlement.reconciliation_group
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND matched_by = 'OWN_ID'),
paired AS
  (SELECT *, if(ledger_journal_id != '', ledger_cause, channel_cause) AS own_cause,
          multiIf(ledger_journal_id != '' AND ledger_cause = 'REFUND', ledger_refund_id, ledger_journal_id != '', ledger_order_id,
                  channel_cause = 'REFUND', channel_own_refund_id, channel_order_id) AS own_id,
          class = '' AND (matched_by = '' OR abs(toInt128(ledger_amount) - toInt128(channel_amount)) > tolerance)
            AND (own_cause, own_id) IN (SELECT cause, reference FROM batches)
            AND (matched_by = '' OR own_id = if(channel_cause = 'REFUND', channel_own_refund_id, channel_order_id)) AS in_batch
   FROM settlement.reconciliation_pair
   WHERE business_date = {business_date:Date} AND channel = {channel:String}),
in_batches AS
  (SELECT paired.*, b.class AS batch_class, b.group_id AS batch_id
   FROM (SELECT * FROM paired WHERE in_batch) AS paired
   JOIN batches AS b ON b.cause = paired.own_cause AND b.reference = paired.own_id),
alone AS
  (SELECT *, ledger_journal_id != '' AS in_ledger, own_cause AS cause FROM paired WHERE matched_by = '' AND class = '' AND NOT in_batch),
twins AS
  (SELECT cause, own_id FROM alone WHERE own_id != '' GROUP BY cause, own_id
   HAVING countIf(in_ledger) = 1 AND countIf(NOT in_ledger) = 1),
keyed AS
  (SELECT *, if((cause, own_id) IN twins, concat('both ', own_id),
                if(in_ledger, concat('ledger ', ledger_journal_id, ' ', toString(ledger_leg)),
                   concat('line ', channel_merchant, ' ', toString(channel_date), ' ', toString(channel_line_no), ' ', channel_refund_id))) AS join_key
   FROM alone),
known_orders AS
  (SELECT order_id FROM settlement.ledger_entry
   WHERE account = concat('channel:', {channel:String}) AND cause = 'PAYMENT' AND business_date <= {business_date:Date}
     AND order_id IN (SELECT channel_order_id FROM alone WHERE NOT in_ledger AND channel_cause = 'REFUND')),
told AS
  (SELECT cause, channel_id FROM settlement.reconciliation_told WHERE business_date = {business_date:Date} AND channel = {channel:String}),
united AS
  (SELECT * EXCEPT (own_cause, own_id, in_batch) FROM paired WHERE (matched_by != '' OR class != '') AND NOT in_batch
   UNION ALL
   SELECT {business_date:Date}, {channel:String}, '', '', 'CHANNEL_ID', false, {business_date:Date}, CAST(NULL, 'Nullable(Int64)'),
       l.journal_id, l.leg, l.ledger_date, l.cause, l.kind, l.order_id, l.refund_id, l.channel_id, l.amount, l.currency,
       c.merchant, c.channel_date, c.line_no, c.cause, c.state, c.channel_txn_id, c.channel_refund_id,
       c.order_id, c.refund_id, c.amount, c.currency, c.fee, c.expected_fee, c.tolerance, l.accounts, ''
   FROM (SELECT *, key FROM settlement.reconciliation_ledger_row
         WHERE business_date = {business_date:Date} AND channel = {channel:String} AND key NOT IN exceptions) AS l
   INNER JOIN (SELECT *, key FROM settlement.reconciliation_channel_row
               WHERE business_date = {business_date:Date} AND channel = {channel:String} AND key NOT IN exceptions) AS c ON l.key = c.key
   UNION ALL
   SELECT {business_date:Date}, {channel:String}, c.item_id, '',
       if(l.ledger_journal_id != '' AND c.channel_merchant != '', 'OWN_ID', ''), false, {business_date:Date}, CAST(NULL, 'Nullable(Int64)'),
       l.ledger_journal_id, l.ledger_leg, l.ledger_date, l.ledger_cause, l.ledger_kind, l.ledger_order_id, l.ledger_refund_id,
       l.ledger_channel_id, l.ledger_amount, l.ledger_currency,
       c.channel_merchant, c.channel_date, c.channel_line_no, c.channel_cause, c.channel_state, c.channel_txn_id,
       c.channel_refund_id, c.channel_order_id, c.channel_own_refund_id, c.channel_amount, c.channel_currency, c.channel_fee,
       c.expected_fee, c.tolerance, l.ledger_accounts, ''
   FROM (SELECT * FROM keyed WHERE in_ledger) AS l
   FULL OUTER JOIN (SELECT * FROM keyed WHERE NOT in_ledger) AS c ON l.cause = c.cause AND l.join_key = c.join_key
   UNION ALL
   SELECT {business_date:Date}, {channel:String}, '', batch_class, 'OWN_ID', false, {business_date:Date}, CAST(NULL, 'Nullable(Int64)'),
       ledger_journal_id, ledger_leg, ledger_date, ledger_cause, ledger_kind, ledger_order_id, ledger_refund_id,
       ledger_channel_id, ledger_amount, ledger_currency,
       '' AS channel_merchant, CAST(NULL, 'Nullable(Date)') AS channel_date, 0 AS channel_line_no, '' AS channel_cause, '' AS channel_state,
       '' AS channel_txn_id, '' AS channel_refund_id, '' AS channel_order_id, '' AS channel_own_refund_id, 0 AS channel_amount,
       '' AS channel_currency, 0 AS channel_fee, 0 AS expected_fee, 0 AS tolerance, ledger_accounts, batch_id
   FROM in_batches WHERE ledger_journal_id != ''
   UNION ALL
   SELECT {business_date:Date}, {channel:String}, item_id, batch_class, 'OWN_ID', false, {business_date:Date}, CAST(NULL, 'Nullable(Int64)'),
       '' AS ledger_journal_id, 0 AS ledger_leg, CAST(NULL, 'Nullable(Date)') AS ledger_date, '' AS ledger_cause, '' AS ledger_kind,
       '' AS ledger_order_id, '' AS ledger_refund_id, '' AS ledger_channel_id, 0 AS ledger_amount, '' AS ledger_currency,
       channel_merchant, channel_date, channel_line_no, channel_cause, channel_state, channel_txn_id,
       channel_refund_id, channel_order_id, channel_own_refund_id, channel_amount, channel_currency, channel_fee,
       expected_fee, tolerance, '', batch_id
   FROM in_batches WHERE channel_merchant != ''),
classified AS
  (SELECT *, class AS preset,
          toInt128(ledger_amount) - toInt128(channel_amount) AS apart,
          multiIf(
            preset != '', preset,
            channel_merchant = '' AND ledger_kind = 'WITHDRAWAL', 'PENDING',
            channel_merchant = '' AND dateDiff('day', assumeNotNull(ledger_date), {business_date:Date}) < {grace_days:Int32}, 'PENDING',
            channel_merchant = '', 'MISSING_IN_CHANNEL',
            channel_cause IN ('PAYMENT', 'REFUND') AND channel_state NOT IN ('SUCCESS', 'PROCESSING', 'FAIL', 'FAILED', 'CLOSED', 'CHANGE', 'ABNORMAL', 'NOTSURE', 'REVOKED'), 'UNCLASSIFIED',
            ledger_journal_id = '' AND channel_state IN ('FAIL', 'FAILED', 'CLOSED'), 'MATCHED',
            ledger_journal_id = '' AND channel_cause = 'REFUND' AND channel_state != 'SUCCESS', 'PENDING',
            ledger_journal_id = '' AND channel_date = {business_date:Date}
              AND (channel_cause, if(channel_cause = 'REFUND', channel_refund_id, channel_txn_id)) IN told, 'DUPLICATE_IN_CHANNEL',
            ledger_journal_id = '' AND channel_cause = 'REFUND' AND channel_order_id NOT IN known_orders, 'ORPHAN_REFUND',
            ledger_journal_id = '', 'MISSING_IN_LEDGER',
            ledger_currency != channel_currency, 'CURRENCY_MISMATCH',
            ledger_accounts NOT IN ('', channel_merchant) AND NOT has(splitByChar(',', toString(ledger_accounts)), toString(channel_merchant)), 'MERCHANT_MISMATCH',
            channel_cause IN ('PAYMENT', 'REFUND') AND channel_state != 'SUCCESS' AND NOT (channel_state = 'PROCESSING' AND ledger_date > channel_date), 'STATUS_MISMATCH',
            abs(apart) > tolerance, 'AMOUNT_MISMATCH',
            channel_fee != expected_fee, 'FEE_MISMATCH',
            abs(dateDiff('day', assumeNotNull(ledger_date), assumeNotNull(channel_date))) > {tolerance_days:Int32}, 'LATE',
            apart != 0 OR ledger_date != channel_date, 'MATCHED_WITHIN_TOLERANCE',
            apart = 0, 'MATCHED',
            'UNCLASSIFIED') AS verdict
   FROM united)
SELECT business_date, channel,
       substring(lower(hex(SHA256(concat(channel, '|', ledger_journal_id, '|', toString(ledger_leg), '|', channel_merchant, '|',
         ifNull(toString(channel_date), ''), '|', channel_cause, '|', channel_txn_id, '|', channel_refund_id, '|', channel_own_refund_id, '|',
         item_id)))), 1, 32),
       verdict, matched_by, verdict NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'LATE'),
       least(ifNull(ledger_date, business_date), ifNull(channel_date, business_date)),
       if(group_id != '' OR ledger_journal_id != '' AND channel_merchant != '' AND ledger_currency != channel_currency, NULL, toInt64(apart)),
       ledger_journal_id, ledger_leg, ledger_date, ledger_cause, ledger_kind, ledger_order_id, ledger_refund_id,
       ledger_channel_id, ledger_amount, ledger_currency,
       channel_merchant, channel_date, channel_line_no, channel_cause, channel_state, channel_txn_id, channel_refund_id,
       channel_order_id, channel_own_refund_id, channel_amount, channel_currency, channel_fee, expected_fee, tolerance,
       ledger_accounts, group_id
FROM classified
SETTINGS join_algorithm = 'full_sorting_merge'
