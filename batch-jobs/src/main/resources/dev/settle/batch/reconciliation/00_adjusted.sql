-- Open items of the last proved day that a correction booked since then settles: they are taken out of the pool before anything is
-- matched, and 06b closes them. A correction is for the break whose id is its business key. It settles the item when it moves on the
-- channel's account exactly what the item leaves open, in every currency. The fee stands on no side, so a fee's correction is not
-- measured by it. A batch leaves nothing open by itself: the correction of one of its breaks, which moves nothing there, closes all its rows.
INSERT INTO settlement.reconciliation_adjusted
WITH
open_item AS
  (SELECT item_id, class, group_id, substring(lower(hex(SHA256(concat(item_id, '|', class)))), 1, 32) AS break_id,
          ledger_journal_id, ledger_currency, ledger_amount, channel_merchant, channel_currency, channel_amount
   FROM settlement.reconciliation_item
   WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open AND class != 'PENDING'),
correction AS
  (SELECT assumeNotNull(business_key) AS break_id, journal_id, currency AS moved_currency,
          sumIf(toInt128(amount), account = concat('channel:', {channel:String})) AS moved
   FROM settlement.ledger_entry
   WHERE cause = 'INSTRUCTION' AND kind = 'CORRECTION' AND channel = {channel:String}
     AND business_date > {previous_date:Date} AND business_date <= {business_date:Date}
     AND ifNull(business_key, '') IN (SELECT break_id FROM open_item)
   GROUP BY break_id, journal_id, moved_currency),
part AS
  (SELECT break_id, ledger_currency AS part_currency, toInt128(ledger_amount) AS part_open
   FROM open_item WHERE ledger_journal_id != '' AND group_id = ''
   UNION ALL
   SELECT break_id, channel_currency, -toInt128(channel_amount) FROM open_item WHERE channel_merchant != '' AND group_id = ''
   UNION ALL
   SELECT break_id, moved_currency, -moved FROM correction),
left_open AS
  (SELECT break_id FROM (SELECT break_id, part_currency, sum(part_open) AS rest FROM part GROUP BY break_id, part_currency) WHERE rest != 0),
settled AS
  (SELECT item_id, break_id, class, group_id, booked.journal AS journal
   FROM open_item
   INNER JOIN (SELECT break_id, min(journal_id) AS journal FROM correction GROUP BY break_id) AS booked USING (break_id)
   WHERE class = 'FEE_MISMATCH' OR break_id NOT IN (SELECT break_id FROM left_open))
SELECT {business_date:Date}, {channel:String}, item_id, break_id, class, journal FROM settled WHERE group_id = ''
UNION ALL
SELECT {business_date:Date}, {channel:String}, member.item_id, member.break_id, member.class, batch.journal
FROM (SELECT item_id, break_id, class, group_id FROM open_item WHERE group_id != '') AS member
INNER JOIN (SELECT group_id, min(journal) AS journal FROM settled WHERE group_id != '' GROUP BY group_id) AS batch USING (group_id)
SETTINGS join_algorithm = 'hash'
