-- What the day's closed items leave between the two sides, as the proof counts it: by item, or by batch.
SELECT if(group_id != '', group_id, item_id) AS cause, if(ledger_currency != '', ledger_currency, channel_currency) AS currency,
       sum(toInt128(ledger_amount)) - sum(toInt128(channel_amount)) AS difference
FROM settlement.reconciliation_item
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_open
  AND (matched_by != 'CORRECTION' OR class = 'FEE_MISMATCH' OR group_id != '')
GROUP BY cause, currency HAVING difference != 0
ORDER BY cause, currency
