-- Corrections that were booked since the night before and settled no break: a person has to look.
SELECT journal_id, ifNull(any(business_key), '') AS key, toString(currency) AS moved_currency,
       sumIf(toInt128(amount), account = concat('channel:', {channel:String})) AS moved
FROM settlement.ledger_entry
WHERE cause = 'INSTRUCTION' AND kind = 'CORRECTION' AND channel = {channel:String}
  AND business_date > {previous_date:Date} AND business_date <= {business_date:Date}
  AND ifNull(business_key, '') NOT IN
      (SELECT break_id FROM settlement.reconciliation_break
       WHERE business_date = {business_date:Date} AND channel = {channel:String} AND status = 'ADJUSTED')
GROUP BY journal_id, moved_currency ORDER BY journal_id, moved_currency
