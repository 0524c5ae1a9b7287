-- What nights shared of the order.
SELECT toString(business_date) AS night, revision, toString(kind) AS kind, is_reversal, reference, amount, fee, currency,
       arrayStringConcat(arrayMap((receiver, part) -> concat(receiver, '=', toString(part)), receivers, parts), ',') AS shares
FROM settlement.settlement_line
WHERE business_date >= {since:Date} AND channel = {channel:String} AND merchant_id = {merchant:String}
  AND order_key = sipHash64({order:String}) AND order_id = {order:String}
ORDER BY night, revision, kind, reference
