-- title: Waiting for its window
-- title.zh: 等待结算窗口
-- question: What is matched and shared, and will be in each payee's next settlement?
-- question.zh: 哪些款项已核对并分账，将进入各收款方的下一次结算？
-- chart: table
-- unit: gross = money(currency)
-- unit: refunds = money(currency)
-- unit: fees = money(currency)
-- unit: shares = money(currency)
-- unit: adjustments = money(currency)
-- unit: total = money(currency)
-- column: payee = Payee | 收款方
-- column: currency = Currency | 币种
-- column: window_day = Window | 结算窗口
-- column: orders = Orders | 订单数
-- column: gross = Gross | 总额
-- column: refunds = Refunds | 退款
-- column: fees = Fees | 手续费
-- column: shares = Shares | 分账
-- column: adjustments = Adjustments | 调整
-- column: total = Total | 合计
-- parameter: from Date = today-30 | From business date
-- parameter: merchant String = | Merchant or payee (empty: all)
-- parameter: currency String = | Currency (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: merchant = 商户或收款方（空：全部）
-- parameter.zh: currency = 币种（空：全部）
-- parameter.zh: rows = 显示行数
-- refresh: 60s
-- position: 3

-- As settlements add up: what a merchant's own orders left, and what partners and merchants receive of others'. What a re-run took back is
-- an adjustment. Not what only settling makes: what is carried forward, reserves, receivables.
WITH settled AS
  (
    SELECT payee, currency, window_day FROM settlement.payee_settlement WHERE business_date >= {from:Date}
  )
SELECT
  payee,
  currency,
  window_day,
  uniqExactIf(order_id, order_id != '') AS orders,
  sum(paid) AS gross,
  sum(refunded) AS refunds,
  sum(charged) AS fees,
  sum(shared) AS shares,
  sum(adjusted) AS adjustments,
  gross + refunds + fees + shares + adjustments AS total
FROM
(
  SELECT concat('merchant:', merchant_id) AS payee, currency, window_day, order_id,
         if(kind = 'ADJUSTMENT', 0, arraySum(parts)) AS given,
         toInt128(if(kind = 'PAYMENT' AND NOT is_reversal, amount, 0)) AS paid,
         toInt128(if(kind = 'REFUND' AND NOT is_reversal, amount, 0)) AS refunded,
         toInt128(if(is_reversal, 0, -fee)) AS charged,
         toInt128(if(is_reversal, 0, -given)) AS shared,
         toInt128(multiIf(is_reversal, amount - fee - given, kind = 'ADJUSTMENT', amount, 0)) AS adjusted
  FROM settlement.settlement_line
  WHERE business_date >= {from:Date} AND merchant_id != ''
    AND ({merchant:String} = '' OR payee IN ({merchant:String}, concat('merchant:', {merchant:String})))
    AND ({currency:String} = '' OR currency = {currency:String})
    AND (payee, currency, window_day) NOT IN settled
  UNION ALL
  SELECT replaceOne(toString(receiver), ':pending', '') AS payee, currency, receiver_window, order_id, 0, 0, 0, 0,
         if(is_reversal OR kind = 'ADJUSTMENT', 0, part), if(is_reversal OR kind = 'ADJUSTMENT', part, 0)
  FROM settlement.settlement_line
  ARRAY JOIN receivers AS receiver, parts AS part, receiver_windows AS receiver_window
  WHERE business_date >= {from:Date} AND receiver_window > '1970-01-01' AND part != 0
    AND ({merchant:String} = '' OR payee IN ({merchant:String}, concat('merchant:', {merchant:String})))
    AND ({currency:String} = '' OR currency = {currency:String})
    AND (payee, currency, receiver_window) NOT IN settled
)
GROUP BY payee, currency, window_day
ORDER BY window_day, payee, currency
LIMIT {rows:UInt32}
