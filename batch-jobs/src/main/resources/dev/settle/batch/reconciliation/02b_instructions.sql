-- The ledger's side of lines that are no payment: instructions whose business key is the channel's id of such a line, without its blanks.
-- The line is of the day or open still; they stand on the side of the day on which they meet it, once: what stands in an item of an
-- earlier day has met its line. CHANNEL_FEE is for fees (06a); payouts are matched with the bank; tolerances and corrections name no line.
-- Without such lines nothing is read.
INSERT INTO settlement.reconciliation_ledger_side
WITH named AS
  (SELECT channel_id AS line_id, replaceAll(channel_id, ' ', '') AS name, toString(min(cause)) AS kind_of_line
   FROM settlement.reconciliation_channel_side
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND cause NOT IN ('PAYMENT', 'REFUND') AND channel_id != ''
   GROUP BY line_id),
entry AS
  (SELECT journal_id, leg, kind, order_id, assumeNotNull(business_key) AS key, amount, currency FROM settlement.ledger_entry
   WHERE (SELECT count() FROM named) > 0
     AND account = concat('channel:', {channel:String}) AND cause = 'INSTRUCTION'
     AND kind NOT IN ('CHANNEL_FEE', 'CHANNEL_PAYOUT', 'TOLERANCE', 'CORRECTION')
     AND business_date > {business_date:Date} - {look_back_days:Int32} AND business_date <= {business_date:Date}
     AND ifNull(business_key, '') IN (SELECT name FROM named)),
used AS
  (SELECT ledger_journal_id FROM settlement.reconciliation_item
   WHERE (SELECT count() FROM entry) > 0
     AND business_date > {business_date:Date} - {look_back_days:Int32} AND business_date < {business_date:Date} AND channel = {channel:String}
     AND ledger_cause NOT IN ('', 'PAYMENT', 'REFUND'))
SELECT {business_date:Date}, {channel:String}, journal_id, leg, {business_date:Date}, kind_of_line, kind, order_id, '', line_id, '',
       -amount, currency, ''
FROM (SELECT * FROM entry WHERE journal_id NOT IN (SELECT ledger_journal_id FROM used)) AS instruction
INNER JOIN named ON named.name = instruction.key
SETTINGS join_algorithm = 'hash'
