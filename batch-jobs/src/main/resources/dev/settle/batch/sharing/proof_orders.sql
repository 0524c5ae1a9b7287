-- Orders whose parts, over all lines but those that killed nights left, are negative or more than the order's amount less refunds: none has any after a full refund.
SELECT count() AS orders, countIf(arrayExists(part -> part < 0, order_parts) OR toInt128(arraySum(order_parts)) > greatest(amount_left, 0)) AS faults
FROM
  (SELECT order_id, sum(toInt128(amount)) AS amount_left, sumForEach(parts) AS order_parts
   FROM settlement.settlement_line
   WHERE kind != 'ADJUSTMENT' AND NOT has({left:Array(Tuple(Date, String, UInt16))}, (business_date, toString(channel), revision))
   GROUP BY order_id)
