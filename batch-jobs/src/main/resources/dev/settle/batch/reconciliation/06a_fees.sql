-- Lines that are a fee and nothing else: they move no amount, so they are matched with no payment, and the fee is on no side of the proof.
-- The fee of a payment or refund of the same statement is judged there (02): its own row is MATCHED and has none. Any other is a charge
-- that nobody agreed, FEE_MISMATCH, open, until a CHANNEL_FEE instruction whose business key is the channel's id of the line, without its
-- blanks, took just as much from the channel's account; an instruction that stands in an item of an earlier day has met its line.
INSERT INTO settlement.reconciliation_item_staging
  (business_date, channel, item_id, class, matched_by, is_open, origin_date, difference, ledger_journal_id, ledger_cause, ledger_kind,
   channel_merchant, channel_date, channel_line_no, channel_cause, channel_state, channel_txn_id, channel_order_id, channel_amount,
   channel_currency, channel_fee, expected_fee)
WITH
new_line AS
  (SELECT merchant, business_date AS line_date, line_no, state, channel_txn_id AS id, order_id, amount, currency, fee,
          row_number() OVER (PARTITION BY merchant, channel_txn_id ORDER BY sipHash64(order_id, amount, fee, currency, state), line_no) AS ordinal
   FROM settlement.channel_statement_line
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND purpose = 'TRADE' AND kind = 'FEE'),
traded AS
  (SELECT merchant, toString(cause), if(cause = 'REFUND' AND channel_refund_id != '', channel_refund_id, channel_txn_id)
   FROM settlement.reconciliation_channel_row
   WHERE (SELECT count() FROM new_line) > 0
     AND business_date = {business_date:Date} AND channel = {channel:String} AND channel_date = {business_date:Date}
     AND cause IN ('PAYMENT', 'REFUND')),
line AS
  (SELECT substring(lower(hex(SHA256(concat({channel:String}, '||0|', merchant, '|', toString(line_date), '|FEE|', id, '|||',
            if(ordinal > 1, toString(ordinal), ''))))), 1, 32) AS item,
          merchant, line_date, line_date AS origin, line_no, state, id, order_id, amount, currency, fee,
          id != '' AND (merchant, if(fee < 0, 'REFUND', 'PAYMENT'), id) IN traded AS is_counted
   FROM new_line
   UNION ALL
   SELECT item_id, channel_merchant, assumeNotNull(channel_date), origin_date, channel_line_no, channel_state, channel_txn_id,
          channel_order_id, channel_amount, channel_currency, channel_fee, false
   FROM settlement.reconciliation_item
   WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open AND channel_cause = 'FEE' AND ledger_journal_id = ''
     AND item_id NOT IN
         (SELECT item_id FROM settlement.reconciliation_adjusted WHERE business_date = {business_date:Date} AND channel = {channel:String})),
charged AS
  (SELECT replaceAll(id, ' ', '') AS name, toString(currency) AS code, sum(toInt128(fee)) AS total FROM line
   WHERE id != '' AND NOT is_counted GROUP BY name, code),
booked AS
  (SELECT assumeNotNull(business_key) AS name, toString(currency) AS code, sum(toInt128(amount)) AS total, min(journal_id) AS journal
   FROM settlement.ledger_entry
   WHERE (SELECT count() FROM charged) > 0
     AND account = concat('channel:', {channel:String}) AND cause = 'INSTRUCTION' AND kind = 'CHANNEL_FEE'
     AND business_date > {business_date:Date} - {look_back_days:Int32} AND business_date <= {business_date:Date}
     AND ifNull(business_key, '') IN (SELECT name FROM charged)
   GROUP BY name, code),
used AS
  (SELECT ledger_journal_id FROM settlement.reconciliation_item
   WHERE (SELECT count() FROM booked) > 0
     AND business_date > {business_date:Date} - {look_back_days:Int32} AND business_date < {business_date:Date} AND channel = {channel:String}
     AND ledger_cause = 'FEE'),
met AS
  (SELECT charged.name AS name, charged.code AS code, booked.journal AS journal
   FROM charged INNER JOIN booked ON booked.name = charged.name AND booked.code = charged.code AND booked.total = charged.total
   WHERE booked.journal NOT IN (SELECT ledger_journal_id FROM used))
SELECT {business_date:Date}, {channel:String}, item, if(is_counted OR journal != '', 'MATCHED', 'FEE_MISMATCH'),
       if(is_counted OR journal != '', 'CHANNEL_ID', ''), NOT (is_counted OR journal != ''), origin, toInt64(-toInt128(amount)),
       journal, if(journal = '', '', 'FEE'), if(journal = '', '', 'CHANNEL_FEE'),
       merchant, line_date, line_no, 'FEE', state, id, order_id, amount, currency, if(is_counted, 0, fee), if(journal != '', fee, 0)
FROM (SELECT *, if(is_counted, '', replaceAll(id, ' ', '')) AS named, toString(currency) AS money FROM line) AS all_lines
LEFT JOIN met ON met.name = all_lines.named AND met.code = all_lines.money
SETTINGS join_algorithm = 'hash'
