-- The merchant's side of the load: nine payments in ten, one refund in ten, of which every fourth is a full one. A thousand merchants.
INSERT INTO settlement.ledger_entry
  (account, shard, currency, sequence, amount, balance_after, journal_id, leg, counter_account, cause, kind, channel, channel_txn_id,
   order_id, refund_id, merchant_id, event_time, booked_at, business_date, source_lsn)
WITH intDiv(${rows} * 9, 10) AS payments, number >= payments AS is_refund, if(is_refund, number - payments, number) AS o, sipHash64(o, ${seed}) AS h,
     concat('m', toString(h % 1000)) AS merchant, concat('order-', lower(hex(h)), '-', toString(o)) AS id, toInt64(100 + h % 50000) AS paid
SELECT concat('merchant:', merchant, ':pending'), 0, 'CNY', number, if(is_refund, -if(o % 4 = 0, paid, intDiv(paid, 3) + 1), paid), 0,
       if(is_refund, concat('refund:R', id, ':succeeded'), concat('order:', id, ':paid')), 1, 'channel:ALIPAY', if(is_refund, 'REFUND', 'PAYMENT'),
       'PURCHASE', 'ALIPAY', concat('T', id), id, if(is_refund, concat('R', id), NULL), merchant,
       toDateTime64('${business_date} 02:00:00', 3, 'UTC') + INTERVAL (h % 36000000 + if(is_refund, 7200000, 0)) MILLISECOND,
       toDateTime64('${business_date} 16:00:00', 3, 'UTC'), '${business_date}', number
FROM numbers(${rows})
