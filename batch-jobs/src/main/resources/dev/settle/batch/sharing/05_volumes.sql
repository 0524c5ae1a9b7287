-- The month's volume before each order that is first shared now by a rule set that asks for it: bases, as they were paid, of the merchant's
-- earlier shared orders of the calendar month of payment. Those of earlier nights, then those of this one in the order in which they
-- happened. Only merchants with such a rule set are looked at.
INSERT INTO settlement.sharing_volume
WITH
choice AS
  (SELECT merchant_id AS m, order_kind AS k, currency AS c, paid_date AS d, rule_set, rule_version, by_volume FROM settlement.sharing_choice
   WHERE business_date = {business_date:Date} AND channel = {channel:String}
     AND merchant_id IN
         (SELECT merchant_id FROM settlement.sharing_choice WHERE business_date = {business_date:Date} AND channel = {channel:String} AND by_volume)),
rule AS
  (SELECT rule_set, rule_version, any(is_net) AS net FROM settlement.sharing_rule
   WHERE business_date = {business_date:Date} AND channel = {channel:String} GROUP BY rule_set, rule_version),
payment AS
  (SELECT r.merchant_id AS merchant, toString(r.currency) AS code, r.order_id AS paid_order, r.occurred_at AS at, choice.by_volume AS asks,
          toStartOfMonth(r.paid_date) AS month, toInt128(greatest(r.amount - if(net, greatest(r.fee, 0), 0), 0)) AS base
   FROM
     (SELECT merchant_id, order_kind, currency, order_id, occurred_at, paid_date, amount, fee FROM settlement.sharing_row
      WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_booked AND NOT is_reversal AND kind = 'PAYMENT'
        AND merchant_id IN (SELECT m FROM choice)
        AND order_id NOT IN
            (SELECT order_id FROM settlement.sharing_order
             WHERE business_date = {business_date:Date} AND channel = {channel:String} AND rule_set != '')) AS r
   INNER JOIN choice ON choice.m = r.merchant_id AND choice.k = r.order_kind AND choice.c = r.currency AND choice.d = r.paid_date
   INNER JOIN rule ON rule.rule_set = choice.rule_set AND rule.rule_version = choice.rule_version),
earlier AS
  (SELECT l.merchant_id AS merchant, toString(l.currency) AS code, toStartOfMonth(l.paid_date) AS month,
          sum(if(l.is_reversal, -1, 1) * toInt128(greatest(abs(l.amount) - if(net, greatest(if(l.is_reversal, -l.fee, l.fee), 0), 0), 0))) AS volume
   FROM
     (SELECT merchant_id, currency, paid_date, is_reversal, amount, fee, rule_set, rule_version FROM settlement.settlement_line
      WHERE (business_date, channel, revision) IN
            (SELECT night, night_channel, revision FROM settlement.sharing_committed
             WHERE business_date = {business_date:Date} AND channel = {channel:String})
        AND business_date >= (SELECT min(month) FROM payment) AND business_date <= {business_date:Date}
        AND merchant_id IN (SELECT m FROM choice) AND kind = 'PAYMENT' AND rule_set != '') AS l
   INNER JOIN rule ON rule.rule_set = l.rule_set AND rule.rule_version = l.rule_version
   GROUP BY merchant, code, month)
SELECT {business_date:Date}, {channel:String}, paid_order, accurateCast(min(before + volume), 'Int64')
FROM
  (SELECT merchant, code, month, paid_order, asks,
          sum(base) OVER (PARTITION BY merchant, code, month ORDER BY at, paid_order ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - base AS before
   FROM payment) AS running
LEFT JOIN earlier ON earlier.merchant = running.merchant AND earlier.code = running.code AND earlier.month = running.month
WHERE asks
GROUP BY paid_order
