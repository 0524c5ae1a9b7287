-- Each row with its order as it stands after it: what was paid less refunds, the fee, and by which rule set it is shared. An order stays with
-- the one of its first sharing; without a payment that is matched it has none. Of an order's rows reversals go first, then by time.
INSERT INTO settlement.sharing_state
WITH
several AS
  (SELECT order_id FROM settlement.sharing_order
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND rows_now > 1),
known AS
  (SELECT r.is_reversal AS is_reversal, r.merchant_id AS merchant_id, r.partner AS partner, r.currency AS currency, r.kind AS kind,
          r.reference AS reference, r.journal_id AS journal_id, r.order_id AS order_id, r.order_kind AS order_kind, r.occurred_at AS occurred_at,
          if(r.kind = 'REFUND', o.paid_date, r.paid_date) AS paid_date, r.amount AS amount, r.fee AS fee, r.moved AS moved,
          r.kind = 'PAYMENT' AND NOT r.is_reversal OR o.is_paid_now AS is_paid_now,
          if(o.paid_date = '1970-01-01', r.paid_date, o.paid_date) AS chosen_date, if(o.order_kind = '', r.order_kind, o.order_kind) AS chosen_kind,
          o.rule_set AS first_rule, o.rule_version AS first_version, o.month_volume AS first_volume,
          o.amount AS amount_before, o.fee AS fee_before, o.shared AS shared
   FROM
     (SELECT * FROM settlement.sharing_row WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_booked) AS r
   LEFT JOIN
     (SELECT * FROM settlement.sharing_order WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS o
   ON o.order_id = r.order_id),
ruled AS
  (SELECT *, if(first_rule != '', toString(first_rule), if(is_paid_now, toString(rule_set), '')) AS rule,
          if(first_rule != '', first_version, if(is_paid_now, rule_version, 0)) AS version,
          if(first_rule != '', first_volume, month_volume) AS volume
   FROM known
   LEFT JOIN
     (SELECT merchant_id AS c_merchant, order_kind AS c_kind, currency AS c_currency, paid_date AS c_date, rule_set, rule_version
      FROM settlement.sharing_choice WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS choice
   ON c_merchant = merchant_id AND c_kind = chosen_kind AND c_currency = currency AND c_date = chosen_date
   LEFT JOIN
     (SELECT order_id AS v_order, month_volume FROM settlement.sharing_volume
      WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS volumes
   ON v_order = order_id)
SELECT {business_date:Date}, {channel:String}, is_reversal, merchant_id, partner, currency, kind, reference, journal_id, order_id, order_kind,
       occurred_at, paid_date, amount, fee, moved, rule, version, volume, 1, true, amount_before + amount, fee_before + fee, shared
FROM ruled WHERE order_id NOT IN (SELECT order_id FROM several)
UNION ALL
SELECT {business_date:Date}, {channel:String}, is_reversal, merchant_id, partner, currency, kind, reference, journal_id, order_id, order_kind,
       occurred_at, paid_date, amount, fee, moved, rule, version, volume, row_number() OVER by_time, false,
       amount_before + sum(toInt128(amount)) OVER by_time, fee_before + sum(toInt128(fee)) OVER by_time, shared
FROM ruled WHERE order_id IN (SELECT order_id FROM several)
WINDOW by_time AS (PARTITION BY order_id ORDER BY is_reversal DESC, occurred_at, reference ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
