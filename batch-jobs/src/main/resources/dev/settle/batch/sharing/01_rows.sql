-- What the night says of merchants and partners (docs/decisions/0014): matched payments and refunds with the merchant's side of their
-- journals, what moved inside the wallet, and what instructions of others did. A line's fee is for the journal that it was matched with;
-- of lines that were matched as a batch, for the first journal of the batch. Where a correction booked what a fee was too much, the
-- expected one is left. The fee of what is no merchant's (a top-up) is the platform's. A row that the night's earlier revisions have is booked.
INSERT INTO settlement.sharing_row
  (business_date, channel, is_booked, is_reversal, merchant_id, partner, currency, kind, reference, journal_id, order_id, order_kind,
   occurred_at, paid_date, amount, fee, moved)
WITH
closed AS
  (SELECT ledger_journal_id, ledger_date, group_id, multiIf(ledger_journal_id != '' AND channel_currency != ledger_currency, 0, matched_by = 'CORRECTION' AND class = 'FEE_MISMATCH', expected_fee, channel_fee) AS line_fee
   FROM settlement.reconciliation_item
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_open
     AND (class IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'LATE') OR matched_by = 'CORRECTION')
     AND (ledger_cause IN ('PAYMENT', 'REFUND') AND ledger_kind IN ('PURCHASE', 'TIP') OR ledger_journal_id = '' AND group_id != '')),
others AS
  (SELECT ledger_journal_id, ledger_order_id, ledger_kind, channel_currency, ledger_date,
          if(matched_by = 'CORRECTION' AND class = 'FEE_MISMATCH', expected_fee, channel_fee) AS line_fee
   FROM settlement.reconciliation_item
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_open
     AND (class IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'LATE') OR matched_by = 'CORRECTION')
     AND ledger_cause IN ('PAYMENT', 'REFUND') AND ledger_kind NOT IN ('PURCHASE', 'TIP') AND channel_currency = ledger_currency
     AND line_fee != 0),
matched AS
  (SELECT sipHash128(ledger_journal_id) AS journal, line_fee AS matched_fee FROM closed WHERE group_id = ''
   UNION ALL
   SELECT sipHash128(ledger_journal_id), if(ledger_journal_id = first_journal, batch_fee, 0)
   FROM
     (SELECT ledger_journal_id, minIf(ledger_journal_id, ledger_journal_id != '') OVER (PARTITION BY group_id) AS first_journal,
             sum(line_fee) OVER (PARTITION BY group_id) AS batch_fee
      FROM closed WHERE group_id != '')
   WHERE ledger_journal_id != ''),
entry AS
  (SELECT toString(account) AS account, startsWith(account, 'merchant:') AND endsWith(account, ':pending') AS is_pending, currency, cause,
          kind AS entry_kind, channel AS entry_channel, journal_id, order_id, ifNull(refund_id, '') AS refund, ifNull(hold_id, '') AS hold,
          ifNull(instruction_id, '') AS instruction, ifNull(business_key, '') AS key, event_time, amount, business_date AS day,
          ifNull(original_business_date, business_date) AS own_day
   FROM settlement.ledger_entry
   WHERE channel = {channel:String} AND (startsWith(account, 'merchant:') AND endsWith(account, ':pending') OR startsWith(account, 'partner:'))),
moved AS
  (SELECT account, currency, cause, entry_kind, journal_id, order_id, refund, hold, event_time, own_day, amount, matched_fee
   FROM
     (SELECT * FROM entry
      WHERE is_pending AND cause IN ('PAYMENT', 'REFUND') AND day >= (SELECT min(ledger_date) FROM closed) AND day <= (SELECT max(ledger_date) FROM closed)
        AND {channel:String} != 'WALLET') AS e
   INNER JOIN matched ON matched.journal = sipHash128(e.journal_id)
   UNION ALL
   SELECT account, currency, cause, entry_kind, journal_id, order_id, refund, hold, event_time, own_day, amount, 0
   FROM entry
   WHERE is_pending AND cause IN ('PAYMENT', 'REFUND', 'CAPTURE') AND day = {business_date:Date} AND {channel:String} = 'WALLET'),
wanted AS
  (SELECT substring(account, 10, length(account) - 17) AS merchant, '' AS partner, currency, if(cause = 'REFUND', 'REFUND', 'PAYMENT') AS kind,
          multiIf(cause = 'REFUND', refund, cause = 'CAPTURE', journal_id, order_id) AS reference,
          journal_id, if(cause = 'CAPTURE', hold, order_id) AS order_id, toString(entry_kind) AS order_kind, event_time AS occurred_at,
          if(cause = 'REFUND', toDate('1970-01-01'), own_day) AS paid_date, amount, toInt64(matched_fee) AS fee, toInt64(0) AS moved
   FROM moved
   UNION ALL
   SELECT if(any(is_pending), substring(account, 10, length(account) - 17), ''), if(any(is_pending), '', account), currency, 'ADJUSTMENT',
          any(instruction), journal_id, '', toString(any(entry_kind)), any(event_time), any(own_day),
          if(any(is_pending), sum(amount), 0), 0, if(any(is_pending), 0, sum(amount))
   FROM entry
   WHERE cause = 'INSTRUCTION' AND day = {business_date:Date}
     AND NOT match(key, '^(share|settle|payout|return)/')
   GROUP BY journal_id, account, currency
   UNION ALL
   SELECT '', '', channel_currency, 'ADJUSTMENT', ledger_order_id, ledger_journal_id, '', toString(ledger_kind),
          toDateTime64({business_date:Date}, 3, 'UTC'), assumeNotNull(ledger_date), 0, line_fee, 0
   FROM others)
SELECT {business_date:Date}, {channel:String},
       if({last:UInt16} = 0, false, sipHash128(journal_id, merchant, toString(partner), toString(currency), amount, fee, moved) IN
         (SELECT sipHash128(journal_id, merchant_id, if(merchant_id = '', toString(receivers[1]), ''), toString(currency), if(is_reversal, -amount, amount),
                            if(is_reversal, -fee, fee), if(merchant_id != '', 0, if(is_reversal, -parts[1], parts[1]))) AS print
          FROM settlement.settlement_line
          WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision <= {last:UInt16}
          GROUP BY print HAVING sum(if(is_reversal, -1, 1)) = 1)),
       false, merchant, partner, currency, kind, reference, journal_id, order_id, order_kind, occurred_at, paid_date, amount, fee, moved
FROM wanted
