-- Items by class, each side's money in its own currency; an item counts once, in the ledger's currency if it has a ledger side.
-- What a correction closed is told apart as ADJUSTED.
SELECT item_class, item_currency, sum(n) AS items, sum(part_ledger) AS ledger_amount_sum, sum(part_channel) AS channel_amount_sum
FROM
  (SELECT if(matched_by = 'CORRECTION', 'ADJUSTED', toString(class)) AS item_class, toString(ledger_currency) AS item_currency,
          toUInt64(1) AS n, toInt128(ledger_amount) AS part_ledger, toInt128(0) AS part_channel
   FROM settlement.reconciliation_item
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_journal_id != ''
   UNION ALL
   SELECT if(matched_by = 'CORRECTION', 'ADJUSTED', toString(class)), toString(channel_currency),
          toUInt64(ledger_journal_id = ''), toInt128(0), toInt128(channel_amount)
   FROM settlement.reconciliation_item
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_merchant != '')
GROUP BY item_class, item_currency ORDER BY item_class, item_currency
