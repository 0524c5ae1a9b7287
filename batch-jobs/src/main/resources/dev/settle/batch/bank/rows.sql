-- The three sides' rows of the day, and what was left open on the day before. What came to the bank is positive: an entry on a bank's
-- account in the ledger is negative then (assets are), and a channel's line takes the payout out of its own balance. A batch that has a mere number (Adyen) names nothing outside its account, so
-- it counts with that; of Adyen's text "TX1034293XT batch 4, Merchant" the first word is what the bank repeats.
-- Payouts of ours (PO...) leave the bank, by themselves or as a batch (PB...). A credit that names one is its return: another
-- payment, which must not be taken for the first.
SELECT 'LEDGER' AS side, concat(journal_id, ' ', toString(leg)) AS row_id, business_date AS row_date, toString(channel) AS of_channel,
       toString(currency) AS code, -amount AS came, [ifNull(business_key, '')] AS names
FROM settlement.ledger_entry
WHERE account >= 'bank:' AND account < 'bank;' AND cause = 'INSTRUCTION' AND kind = 'CHANNEL_PAYOUT' AND business_date = {business_date:Date}
UNION ALL
SELECT 'PAYOUT', concat(journal_id, ' ', toString(leg)), business_date, '', toString(currency), -amount,
       if(startsWith(ifNull(business_key, ''), 'payout/'),
          [substring(assumeNotNull(business_key), 8), concat('batch/', extract(ifNull(batch.reason, ''), 'PB[0-9a-f]{30}'))],
          [ifNull(business_key, '')])
FROM settlement.ledger_entry
LEFT JOIN
  (SELECT concat('instruction:', instruction_id) AS of_journal, any(reason) AS reason FROM settlement.ledger_instruction
   WHERE instruction_id IN
     (SELECT substring(journal_id, 13) FROM settlement.ledger_entry
      WHERE account >= 'bank:' AND account < 'bank;' AND cause = 'INSTRUCTION' AND kind = 'PAYOUT' AND business_date = {business_date:Date})
   GROUP BY of_journal) AS batch ON batch.of_journal = journal_id
WHERE account >= 'bank:' AND account < 'bank;' AND cause = 'INSTRUCTION' AND kind = 'PAYOUT' AND business_date = {business_date:Date}
UNION ALL
SELECT 'CHANNEL', concat(toString(channel), ' ', toString(merchant), ' ', toString(business_date), ' ', toString(line_no), ' ', channel_txn_id),
       business_date, toString(channel), toString(currency), -net, [if(match(batch_id, '^[0-9]*$'), if(batch_id = '', '', concat(toString(merchant), '/', batch_id)), batch_id),
        channel_txn_id, order_id, extract(channel_txn_id, '^TX[0-9]+XT')]
FROM settlement.channel_statement_line
WHERE business_date = {business_date:Date} AND purpose = 'PAYOUT'
UNION ALL
SELECT 'BANK', concat(toString(account), ' ', toString(business_date), ' ', bank_reference, ' ', toString(entry_no)), business_date, '',
       toString(currency), amount,
       if(amount > 0, arrayMap(name -> if(match(name, '^P[OB][0-9a-f]{30}$'), concat('return/', name), name), references), references)
FROM settlement.bank_statement_entry
WHERE business_date = {business_date:Date} AND has({accounts:Array(String)}, account)
UNION ALL
SELECT side, row_id, row_date, channel, currency, amount, references
FROM
  (SELECT side, row_id, row_date, channel, currency, amount, references
   FROM settlement.bank_item WHERE business_date = {previous_date:Date} AND is_open)
