-- The ledger's side: what the channel owes by each payment and refund of the day, and what is carried over alone.
-- An entry on the channel's account takes from it what it owes us (assets are negative): the sign is turned round. A late entry stands
-- in the day into which it was booked and meets its line there, which was carried over alone. What an instruction does to the channel's
-- account (fee, payout, tolerance, correction) stands in no trade bill: it is on no side here, nor in the proof, unless it names a line (02b).
-- A payment may be taken by the merchant's accounts of its own date, a refund by any that the merchant has had.
INSERT INTO settlement.reconciliation_ledger_row
WITH routes AS
  (SELECT merchant_id, groupArray((account_no, effective_from, effective_to)) AS periods
   FROM settlement.reconciliation_route WHERE business_date = {business_date:Date} AND channel = {channel:String} GROUP BY merchant_id)
SELECT {business_date:Date}, {channel:String},
       journal_id, leg, entry.business_date, cause, kind, order_id, ifNull(refund_id, ''),
       ifNull(if(cause = 'REFUND', channel_refund_id, channel_txn_id), ''),
       -amount, currency,
       arrayStringConcat(arraySort(arrayDistinct(arrayMap(p -> p.1, arrayFilter(
         p -> p.2 <= ifNull(original_business_date, entry.business_date)
              AND (cause = 'REFUND' OR p.3 >= ifNull(original_business_date, entry.business_date)), routes.periods)))), ',')
FROM (SELECT *, ifNull(toString(merchant_id), '') AS merchant FROM settlement.ledger_entry
      WHERE account = concat('channel:', {channel:String}) AND business_date = {business_date:Date} AND cause IN ('PAYMENT', 'REFUND')) AS entry
LEFT JOIN routes ON routes.merchant_id = entry.merchant
UNION ALL
SELECT {business_date:Date}, {channel:String},
       ledger_journal_id, ledger_leg, assumeNotNull(ledger_date), ledger_cause, ledger_kind, ledger_order_id, ledger_refund_id,
       ledger_channel_id, ledger_amount, ledger_currency, ledger_accounts
FROM settlement.reconciliation_item
WHERE business_date = {previous_date:Date} AND channel = {channel:String} AND is_open
  AND class IN ('PENDING', 'MISSING_IN_CHANNEL') AND ledger_journal_id != ''
  AND item_id NOT IN
      (SELECT item_id FROM settlement.reconciliation_adjusted WHERE business_date = {business_date:Date} AND channel = {channel:String})
SETTINGS join_algorithm = 'hash'
