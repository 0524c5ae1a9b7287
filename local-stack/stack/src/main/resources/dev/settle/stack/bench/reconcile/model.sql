-- One row a payment or refund that one of the two sides knows: a pure function of its number and the seed, so that the ledger, the
-- bill and the expected classes are made from the same thing. Of 10,000 rows some 300 are refunds; and by `fate`, each independent of
-- it: 5 stand in the ledger only, 5 in the bill only, 2 with another amount, 2 with another fee, 1 twice in the bill, and 10 are
-- booked on the day before and listed on the day. The stride, which has no divisor in common with the number of rows, says in which
-- order they come.
CREATE OR REPLACE VIEW bench.reconcile_row AS
SELECT number * {stride:UInt64} % {rows:UInt64} AS n,
       sipHash64(n, {seed:UInt64}) AS h,
       h % 10000 < 300 AS is_refund,
       intDiv(h, 10000) % 10000 AS drawn,
       multiIf(drawn < 5, 'LEDGER_ONLY', drawn < 10, 'CHANNEL_ONLY', drawn < 12, 'AMOUNT', drawn < 14, 'FEE', drawn < 15, 'TWICE',
               drawn < 25, 'LATE', 'SAME') AS fate,
       leftPad(toString(n), 10, '0') AS padded,
       {business_date:Date} AS business_date,
       formatDateTime(business_date, '%Y%m%d') AS compact_date,
       concat('4200', compact_date, '000042', padded) AS channel_txn_id,
       if(is_refund, concat('5030', compact_date, '000042', padded), '') AS channel_refund_id,
       concat('o', compact_date, '-000042-', padded) AS order_id,
       if(is_refund, concat('r', compact_date, '-000042-', padded, '-1'), '') AS refund_id,
       100 + toInt64(intDiv(h, 100000000) % 50000) AS ledger_amount,
       ledger_amount + if(fate = 'AMOUNT', 100, 0) AS bill_amount,
       intDiv(bill_amount * 6000 + 500000, 1000000) + if(fate = 'FEE', 1, 0) AS bill_fee,
       toDateTime64(business_date, 3, 'UTC') - INTERVAL 8 HOUR + toIntervalMillisecond(intDiv(n * 86399000, {rows:UInt64})) AS happened_at
FROM numbers({rows:UInt64})
