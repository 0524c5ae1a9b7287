-- The ids that stand more than once on a side, and rows without a channel id. Rows that say the same are interchangeable:
-- the first is the one, the rest are duplicates. Rows that contradict each other and are no batch leave no unique match: all are duplicates.
-- Lines that bear the same ids are told apart by their place among them, not in the file: a corrected file may number them anew.
INSERT INTO settlement.reconciliation_pair
WITH repeated AS
  (SELECT cause, channel_id FROM settlement.reconciliation_repeated
   WHERE business_date = {business_date:Date} AND channel = {channel:String}
     AND (cause, channel_id) NOT IN
       (SELECT cause, reference FROM settlement.reconciliation_group
        WHERE business_date = {business_date:Date} AND channel = {channel:String} AND matched_by = 'CHANNEL_ID')),
ledger AS
  (SELECT *, multiIf(channel_id = '', 'ALONE', min(content) OVER same != max(content) OVER same, 'AMBIGUOUS',
                     row_number() OVER (PARTITION BY cause, channel_id ORDER BY journal_id, leg) = 1, 'FIRST', 'EXCESS') AS role
   FROM (SELECT *, sipHash64(own_id, amount, currency) AS content FROM settlement.reconciliation_ledger_side
         WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) IN (SELECT cause, channel_id FROM repeated))
   WINDOW same AS (PARTITION BY cause, channel_id)),
statement AS
  (SELECT *, multiIf(channel_id = '', 'ALONE', min(content) OVER same != max(content) OVER same, 'AMBIGUOUS',
                     row_number() OVER (PARTITION BY cause, channel_id ORDER BY merchant, channel_date, line_no) = 1, 'FIRST', 'EXCESS') AS role,
          row_number() OVER (PARTITION BY cause, merchant, channel_date, channel_txn_id, channel_refund_id, refund_id ORDER BY content, line_no) AS ordinal
   FROM (SELECT *, sipHash64(own_id, amount, fee, currency, state) AS content FROM settlement.reconciliation_channel_side
         WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) IN (SELECT cause, channel_id FROM repeated))
   WINDOW same AS (PARTITION BY cause, channel_id)),
ambiguous_in_ledger AS (SELECT cause, channel_id FROM ledger WHERE role = 'AMBIGUOUS'),
ambiguous_in_channel AS (SELECT cause, channel_id FROM statement WHERE role = 'AMBIGUOUS')
SELECT {business_date:Date}, {channel:String}, if(c.ordinal > 1, toString(c.ordinal), ''),
       multiIf((l.cause, l.channel_id) IN ambiguous_in_channel OR (c.cause, c.channel_id) IN ambiguous_in_channel, 'DUPLICATE_IN_CHANNEL',
               (c.cause, c.channel_id) IN ambiguous_in_ledger OR (l.cause, l.channel_id) IN ambiguous_in_ledger, 'DUPLICATE_IN_LEDGER',
               l.role = 'EXCESS', 'DUPLICATE_IN_LEDGER',
               c.role = 'EXCESS', 'DUPLICATE_IN_CHANNEL',
               ''),
       if(l.journal_id != '' AND c.merchant != '', 'CHANNEL_ID', ''), false, {business_date:Date}, NULL,
       l.journal_id, l.leg, if(l.journal_id = '', NULL, l.ledger_date), l.cause, l.kind, l.order_id, l.refund_id, l.channel_id, l.amount, l.currency,
       c.merchant, if(c.merchant = '', NULL, c.channel_date), c.line_no, c.cause, c.state, c.channel_txn_id, c.channel_refund_id,
       c.order_id, c.refund_id, c.amount, c.currency, c.fee, c.expected_fee, c.tolerance, l.accounts, ''
FROM ledger AS l
FULL OUTER JOIN statement AS c
ON l.cause = c.cause AND l.channel_id = c.channel_id AND l.role = c.role
   AND if(l.role = 'FIRST', '', concat('ledger ', l.journal_id, toString(l.leg))) = if(c.role = 'FIRST', '', concat('line ', c.merchant, toString(c.line_no)))
SETTINGS join_algorithm = 'hash'
