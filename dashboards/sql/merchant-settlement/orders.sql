-- title: One settlement's orders
-- title.zh: 单笔结算的订单
-- question: Which orders, refunds and adjustments stand behind this settlement?
-- question.zh: 这笔结算包含哪些订单、退款和调整？
-- chart: table
-- unit: paid = money(currency)
-- unit: refunded = money(currency)
-- unit: fee = money(currency)
-- unit: shared = money(currency)
-- unit: adjusted = money(currency)
-- unit: net = money(currency)
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: order_id = Order | 订单号
-- column: reference = Reference | 参考号
-- column: last_at = Last happened | 最近发生
-- column: currency = Currency | 币种
-- column: paid = Paid | 已付
-- column: refunded = Refunded | 已退款
-- column: fee = Fee | 手续费
-- column: shared = Shared | 分账
-- column: adjusted = Adjusted | 调整
-- column: net = Net | 净额
-- parameter: settlement_id String = | Settlement
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: settlement_id = 结算单号
-- parameter.zh: rows = 显示行数
-- link: order_id = ledger?order_id
-- position: 7

-- What happened is found by the nights that the settlement's lines name. Reserves and what was carried forward are no orders' and stand in the lines only.
WITH
  (SELECT max(business_date) FROM settlement.payee_settlement_line WHERE settlement_id = {settlement_id:String}) AS night,
  (SELECT max(tuple(payee, currency, window_day)) FROM settlement.payee_settlement
   WHERE business_date = night AND settlement_id = {settlement_id:String}) AS settled
SELECT
  business_date,
  channel,
  order_id,
  reference,
  max(occurred_at) AS last_at,
  currency,
  sumIf(value, kind = 'PAYMENT') AS paid,
  sumIf(value, kind = 'REFUND') AS refunded,
  sumIf(value, kind = 'FEE') AS fee,
  sumIf(value, kind IN ('SHARE', 'CLAWBACK')) AS shared,
  sumIf(value, kind = 'ADJUSTMENT') AS adjusted,
  sum(value) AS net
FROM
(
  SELECT business_date, channel, order_id, reference, occurred_at, currency, part_of.1 AS kind, part_of.2 AS value
  FROM
  (
    SELECT business_date, channel, order_id, reference, occurred_at, currency,
           arrayJoin([
             (if(is_reversal, 'ADJUSTMENT', toString(kind)), toInt128(amount)),
             (if(is_reversal, 'ADJUSTMENT', 'FEE'), toInt128(-fee)),
             (multiIf(is_reversal, 'ADJUSTMENT', kind = 'REFUND', 'CLAWBACK', 'SHARE'),
              if(kind = 'ADJUSTMENT', toInt128(0), toInt128(-arraySum(parts))))]) AS part_of
    FROM settlement.settlement_line
    WHERE startsWith(settled.1, 'merchant:') AND merchant_id = substring(settled.1, 10) AND currency = settled.2 AND window_day = settled.3
      AND business_date IN
        (SELECT toDateOrZero(substring(reference, 1, 10)) FROM settlement.payee_settlement_line WHERE settlement_id = {settlement_id:String})
  )
  WHERE value != 0
  UNION ALL
  SELECT business_date, channel, order_id, reference, occurred_at, currency,
         multiIf(is_reversal OR kind = 'ADJUSTMENT', 'ADJUSTMENT', kind = 'REFUND', 'CLAWBACK', 'SHARE'), toInt128(part)
  FROM settlement.settlement_line
  ARRAY JOIN receivers AS receiver, parts AS part, receiver_windows AS receiver_window
  WHERE replaceOne(toString(receiver), ':pending', '') = settled.1 AND currency = settled.2 AND receiver_window = settled.3 AND part != 0
    AND business_date IN
      (SELECT toDateOrZero(substring(reference, 1, 10)) FROM settlement.payee_settlement_line WHERE settlement_id = {settlement_id:String})
)
GROUP BY business_date, channel, order_id, reference, currency
ORDER BY business_date, channel, order_id, reference
LIMIT {rows:UInt32}
