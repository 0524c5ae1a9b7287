-- What nights took as the order's fee and month's volume; nothing until one has shared it.
SELECT toInt64(count()) AS lines, sum(toInt128(fee)) AS fees, max(month_volume) AS volume FROM settlement.settlement_line
WHERE order_key = sipHash64({order_id:String}) AND order_id = {order_id:String} AND kind != 'ADJUSTMENT'
