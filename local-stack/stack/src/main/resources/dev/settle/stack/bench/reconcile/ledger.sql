-- The ledger's side of the load: the entries on the channel's account, in the order of their sequence.
INSERT INTO settlement.ledger_entry
  (account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, channel_txn_id,
   channel_refund_id, order_id, refund_id, merchant_id, event_time, booked_at, business_date, source_lsn)
SELECT 'channel:WECHAT', n % 8, 'CNY', intDiv(n, 8) + 1, if(is_refund, ledger_amount, -ledger_amount), 0,
       if(is_refund, concat('refund:', refund_id, ':succeeded'), concat('order:', order_id, ':paid')), if(is_refund, 1, 0),
       concat('merchant:m', toString(h % 1000), ':pending'), if(is_refund, 'REFUND', 'PAYMENT'), 'PURCHASE', 'WECHAT', channel_txn_id,
       if(is_refund, channel_refund_id, NULL), order_id, if(is_refund, refund_id, NULL), concat('m', toString(h % 1000)),
       happened_at, happened_at, if(fate = 'LATE', business_date - 1, business_date), n
FROM bench.reconcile_row(rows = ${rows}, stride = 1, seed = ${seed}, business_date = '${business_date}')
WHERE fate != 'CHANNEL_ONLY'
