-- The bill's lines (ALL, 27 columns), not in the order of the ledger, as real ones are not. One thread, so that the same load is the same file.
SELECT concat('`', formatDateTime(happened_at + INTERVAL 8 HOUR, '%Y-%m-%d %H:%i:%S'), ',`wx2421b1c4370ec43b,`1900000109,`0,`,`',
         channel_txn_id, ',`', order_id, ',`o', upper(leftPad(hex(h), 27, 'x')), ',`JSAPI,`', if(is_refund, 'REFUND', 'SUCCESS'),
         ',`', arrayElement(['OTHERS', 'CMB_DEBIT', 'ICBC_DEBIT', 'CCB_CREDIT'], h % 4 + 1), ',`CNY,`', if(is_refund, '0.00', money), ',`0.00,`',
         if(is_refund, channel_refund_id, '0'), ',`', if(is_refund, refund_id, '0'), ',`', if(is_refund, money, '0.00'), ',`0.00,`',
         if(is_refund, 'ORIGINAL', ''), ',`', if(is_refund, 'SUCCESS', ''), ',`',
         arrayElement(['拿铁咖啡,大杯', '午市套餐 A', '地铁单程票', '办公用品-中性笔 12 支', '会员充值'], h % 5 + 1), ',`,`', if(is_refund, '-', ''),
         toString(intDiv(bill_fee, 100)), '.', leftPad(toString(bill_fee % 100), 2, '0'), '000,`0.60%,`', if(is_refund, '0.00', money), ',`',
         if(is_refund, money, '0.00'), ',`\r') AS line
FROM
  (SELECT *, concat(toString(intDiv(bill_amount, 100)), '.', leftPad(toString(bill_amount % 100), 2, '0')) AS money
   FROM bench.reconcile_row(rows = ${rows}, stride = 7919, seed = ${seed}, business_date = '${business_date}')
   WHERE fate != 'LEDGER_ONLY')
ARRAY JOIN range(if(fate = 'TWICE', 2, 1)) AS copy
SETTINGS max_threads = 1
