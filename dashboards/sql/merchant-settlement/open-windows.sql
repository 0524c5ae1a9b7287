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
-- column: merchant_id = Merchant | 商户
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
-- parameter: merchant String = | Merchant (empty: all)
-- parameter: currency String = | Currency (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: merchant = 商户（空：全部）
-- parameter.zh: currency = 币种（空：全部）
-- parameter.zh: rows = 显示行数
-- refresh: 60s
-- position: 3

-- By the merchant's window; a partner's waiting parts are on the board of profit sharing.
SELECT
  merchant_id,
  currency,
  window_day,
  uniqExactIf(order_id, order_id != '') AS orders,
  sumIf(toInt128(amount), kind = 'PAYMENT' AND NOT is_reversal) AS gross,
  sumIf(toInt128(amount), kind = 'REFUND' AND NOT is_reversal) AS refunds,
  sumIf(-toInt128(fee), NOT is_reversal) AS fees,
  sumIf(-toInt128(given), NOT is_reversal) AS shares,
  sumIf(toInt128(amount), kind = 'ADJUSTMENT' AND NOT is_reversal) + sumIf(toInt128(amount) - fee - given, is_reversal) AS adjustments,
  gross + refunds + fees + shares + adjustments AS total
FROM
(
  SELECT merchant_id, currency, window_day, order_id, kind, is_reversal, amount, fee, if(kind = 'ADJUSTMENT', 0, arraySum(parts)) AS given
  FROM settlement.settlement_line
  WHERE business_date >= {from:Date} AND merchant_id != ''
    AND ({merchant:String} = '' OR merchant_id = {merchant:String})
    AND ({currency:String} = '' OR currency = {currency:String})
    AND (concat('merchant:', merchant_id), currency, window_day) NOT IN
      (SELECT payee, currency, window_day FROM settlement.payee_settlement WHERE business_date >= {from:Date})
)
GROUP BY merchant_id, currency, window_day
ORDER BY window_day, merchant_id, currency
LIMIT {rows:UInt32}
