-- Second pass, by our own id, for what the first left alone (one of each side under the id, and no more); then every
-- row gets exactly one class. A withdrawal stays pending: a trade bill does not list it.
INSERT INTO settlement.reconciliation_item_staging
WITH
alone AS
  (SELECT *, ledger_journal_id != '' AS in_ledger, if(in_ledger, ledger_cause, channel_cause) AS cause,
          multiIf(in_ledger AND cause = 'REFUND', ledger_refund_id, in_ledger, ledger_order_id,
                  cause = 'REFUND', channel_own_refund_id, channel_order_id) AS own_id
   FROM settlement.reconciliation_pair
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND matched_by = '' AND class = ''),
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
united AS
  (SELECT * FROM settlement.reconciliation_pair
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (matched_by != '' OR class != '')
   UNION ALL
   SELECT {business_date:Date}, {channel:String}, '', '',
       if(l.ledger_journal_id != '' AND c.channel_merchant != '', 'OWN_ID', ''), false, {business_date:Date}, NULL,
       l.ledger_journal_id, l.ledger_leg, l.ledger_date, l.ledger_cause, l.ledger_kind, l.ledger_order_id, l.ledger_refund_id,
       l.ledger_channel_id, l.ledger_amount, l.ledger_currency,
       c.channel_merchant, c.channel_date, c.channel_line_no, c.channel_cause, c.channel_state, c.channel_txn_id,
       c.channel_refund_id, c.channel_order_id, c.channel_own_refund_id, c.channel_amount, c.channel_currency, c.channel_fee,
       c.expected_fee, c.tolerance
   FROM (SELECT * FROM keyed WHERE in_ledger) AS l
   FULL OUTER JOIN (SELECT * FROM keyed WHERE NOT in_ledger) AS c ON l.cause = c.cause AND l.join_key = c.join_key),
classified AS
  (SELECT *, class AS preset,
          toInt128(ledger_amount) - toInt128(channel_amount) AS apart,
          multiIf(
            preset != '', preset,
            channel_merchant = '' AND ledger_kind = 'WITHDRAWAL', 'PENDING',
            channel_merchant = '' AND dateDiff('day', assumeNotNull(ledger_date), {business_date:Date}) < {grace_days:Int32}, 'PENDING',
            channel_merchant = '', 'MISSING_IN_CHANNEL',
            ledger_journal_id = '' AND channel_state IN ('FAIL', 'FAILED', 'CLOSED'), 'MATCHED',
            ledger_journal_id = '' AND channel_cause = 'REFUND' AND channel_state != 'SUCCESS', 'PENDING',
            ledger_journal_id = '' AND channel_cause = 'REFUND' AND channel_order_id NOT IN known_orders, 'ORPHAN_REFUND',
            ledger_journal_id = '', 'MISSING_IN_LEDGER',
            ledger_currency != channel_currency, 'CURRENCY_MISMATCH',
            channel_state != 'SUCCESS' AND NOT (channel_state = 'PROCESSING' AND ledger_date > channel_date), 'STATUS_MISMATCH',
            abs(apart) > tolerance, 'AMOUNT_MISMATCH',
            channel_fee != expected_fee, 'FEE_MISMATCH',
            ledger_date != channel_date, 'LATE',
            apart != 0, 'MATCHED_WITHIN_TOLERANCE',
            apart = 0, 'MATCHED',
            'UNCLASSIFIED') AS verdict
   FROM united)
SELECT business_date, channel,
       substring(lower(hex(SHA256(concat(channel, '|', ledger_journal_id, '|', toString(ledger_leg), '|', channel_merchant, '|',
         ifNull(toString(channel_date), ''), '|', channel_cause, '|', channel_txn_id, '|', channel_refund_id, '|', channel_own_refund_id, '|',
         if(verdict = 'DUPLICATE_IN_CHANNEL', toString(channel_line_no), ''))))), 1, 32),
       verdict, matched_by, verdict NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'LATE'),
       least(ifNull(ledger_date, business_date), ifNull(channel_date, business_date)),
       if(ledger_journal_id != '' AND channel_merchant != '' AND ledger_currency != channel_currency, NULL, toInt64(apart)),
       ledger_journal_id, ledger_leg, ledger_date, ledger_cause, ledger_kind, ledger_order_id, ledger_refund_id,
       ledger_channel_id, ledger_amount, ledger_currency,
       channel_merchant, channel_date, channel_line_no, channel_cause, channel_state, channel_txn_id, channel_refund_id,
       channel_order_id, channel_own_refund_id, channel_amount, channel_currency, channel_fee, expected_fee, tolerance
FROM classified
SETTINGS join_algorithm = 'full_sorting_merge'
