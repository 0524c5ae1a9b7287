-- First pass, by the channel's id, for ids that stand once on a side: almost all. What stands alone is kept alone.
INSERT INTO settlement.reconciliation_pair
WITH repeated AS
  (SELECT cause, channel_id FROM settlement.reconciliation_repeated WHERE business_date = {business_date:Date} AND channel = {channel:String})
SELECT {business_date:Date}, {channel:String}, '', '', if(l.journal_id != '' AND c.merchant != '', 'CHANNEL_ID', ''), false,
       {business_date:Date}, NULL,
       l.journal_id, l.leg, if(l.journal_id = '', NULL, l.ledger_date), l.cause, l.kind, l.order_id, l.refund_id, l.channel_id, l.amount, l.currency,
       c.merchant, if(c.merchant = '', NULL, c.channel_date), c.line_no, c.cause, c.state, c.channel_txn_id, c.channel_refund_id,
       c.order_id, c.refund_id, c.amount, c.currency, c.fee, c.expected_fee, c.tolerance, l.accounts, ''
FROM
  (SELECT * FROM settlement.reconciliation_ledger_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) NOT IN (SELECT cause, channel_id FROM repeated)) AS l
FULL OUTER JOIN
  (SELECT * FROM settlement.reconciliation_channel_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND (cause, channel_id) NOT IN (SELECT cause, channel_id FROM repeated)) AS c
ON l.cause = c.cause AND l.channel_id = c.channel_id
SETTINGS join_algorithm = 'full_sorting_merge'
