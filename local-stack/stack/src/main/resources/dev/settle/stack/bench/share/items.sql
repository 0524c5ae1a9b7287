-- What the reconciliation found of it: all of it matched, with the channel's fee.
INSERT INTO settlement.reconciliation_item
  (business_date, channel, item_id, class, matched_by, is_open, origin_date, difference, ledger_journal_id, ledger_leg, ledger_date,
   ledger_cause, ledger_kind, ledger_order_id, ledger_refund_id, ledger_channel_id, ledger_amount, ledger_currency, channel_merchant,
   channel_date, channel_cause, channel_state, channel_txn_id, channel_order_id, channel_amount, channel_currency, channel_fee, expected_fee)
SELECT business_date, channel, lower(hex(sipHash128(journal_id))), 'MATCHED', 'CHANNEL_ID', false, business_date, 0, journal_id, leg, business_date,
       cause, kind, order_id, ifNull(refund_id, ''), ifNull(channel_txn_id, ''), amount, currency, '2088000000000000',
       business_date, cause, 'SUCCESS', ifNull(channel_txn_id, ''), order_id, amount, currency, if(cause = 'PAYMENT', intDiv(amount * 6, 1000), 0),
       if(cause = 'PAYMENT', intDiv(amount * 6, 1000), 0)
FROM settlement.ledger_entry
WHERE business_date = '${business_date}' AND channel = 'ALIPAY' AND cause IN ('PAYMENT', 'REFUND')
