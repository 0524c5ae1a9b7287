-- Every item that does not agree, with an id that stays the same from day to day: NEW on the night that finds it first, which may be days
-- after its origin, when its grace ends or its other side comes.
INSERT INTO settlement.reconciliation_break_staging
SELECT business_date, channel,
       substring(lower(hex(SHA256(concat(item_id, '|', class)))), 1, 32) AS id,
       class,
       multiIf(matched_by = 'CORRECTION', 'ADJUSTED',
               id IN (SELECT break_id FROM settlement.reconciliation_break
                      WHERE business_date = {previous_date:Date} AND channel = {channel:String}), 'PERSISTING', 'NEW'),
       origin_date, dateDiff('day', origin_date, business_date),
       if(ledger_currency != '', ledger_currency, channel_currency), ledger_amount, channel_amount,
       multiIf(class = 'FEE_MISMATCH', channel_fee - expected_fee, class IN ('STATUS_MISMATCH', 'MERCHANT_MISMATCH'), if(ledger_journal_id != '', ledger_amount, channel_amount), ifNull(difference, ledger_amount)),
       item_id, if(ledger_order_id != '', ledger_order_id, channel_order_id),
       if(ledger_refund_id != '', ledger_refund_id, channel_own_refund_id), channel_txn_id, channel_line_no, channel_fee, expected_fee,
       if(channel_merchant != '', channel_cause, ledger_cause)
FROM settlement.reconciliation_item_staging
WHERE business_date = {business_date:Date} AND channel = {channel:String}
  AND class NOT IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'PENDING')
