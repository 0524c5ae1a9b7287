-- Orders of which there is more than one row: how they stood before this revision, over all nights, and what they have now. A payment's
-- order can have earlier lines since its day only, so a night does not read the whole history for its new orders.
INSERT INTO settlement.sharing_order
WITH
row AS
  (SELECT * , order_key FROM settlement.sharing_row
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_booked AND kind != 'ADJUSTMENT')
SELECT {business_date:Date}, {channel:String}, order_id, countIf(is_now), countIf(is_now AND kind = 'PAYMENT' AND NOT is_reversal) > 0,
       sumIf(toInt128(amount), NOT is_now), sumIf(toInt128(fee), NOT is_now),
       argMinIf(paid_date, occurred_at, kind = 'PAYMENT' AND NOT is_reversal) AS paid, argMinIf(order_kind, occurred_at, kind = 'PAYMENT' AND NOT is_reversal),
       anyIf(rule_set, rule_set != ''), anyIf(rule_version, rule_set != ''), anyIf(month_volume, rule_set != ''), sumForEach(parts)
FROM
  (SELECT false AS is_now, order_id, kind, is_reversal, amount, fee, occurred_at, paid_date, order_kind, rule_set, rule_version, month_volume, parts
   FROM settlement.settlement_line
   WHERE kind != 'ADJUSTMENT'
     AND (business_date, channel, revision) IN
         (SELECT night, night_channel, revision FROM settlement.sharing_committed
          WHERE business_date = {business_date:Date} AND channel = {channel:String})
     AND (order_key IN (SELECT order_key FROM row WHERE kind = 'REFUND' OR is_reversal)
          OR business_date >= (SELECT min(paid_date) FROM row WHERE kind = 'PAYMENT')
             AND order_key IN (SELECT order_key FROM row WHERE kind = 'PAYMENT'))
   UNION ALL
   SELECT true, order_id, kind, is_reversal, amount, fee, occurred_at, paid_date, order_kind, '', 0, 0, []
   FROM row WHERE order_key IN (SELECT order_key FROM row GROUP BY order_key HAVING count() > 1))
GROUP BY order_id
