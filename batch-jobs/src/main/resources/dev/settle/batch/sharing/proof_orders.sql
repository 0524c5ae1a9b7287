-- Orders whose parts, over all committed lines, are negative or more than the order's amount less refunds: none has any after a full refund.
SELECT count() AS orders, countIf(arrayExists(part -> part < 0, order_parts) OR toInt128(arraySum(order_parts)) > greatest(amount_left, 0)) AS faults
FROM
  (SELECT order_id, sum(toInt128(amount)) AS amount_left, sumForEach(parts) AS order_parts
   FROM settlement.settlement_line
   WHERE kind != 'ADJUSTMENT' AND (business_date, channel, revision) IN {committed:Array(Tuple(Date, String, UInt16))}
   GROUP BY order_id)
