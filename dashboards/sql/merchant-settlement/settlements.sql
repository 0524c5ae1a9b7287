-- title: Settlements
-- title.zh: 结算单
-- question: What was settled for whom, what of it is paid, carried forward or held, and when is it due?
-- question.zh: 为谁结算了什么，其中多少支付、结转或留存，何时到期？
-- board.zh: 商户结算
-- board.position: 3
-- chart: table
-- unit: activity = money(currency)
-- unit: net = money(currency)
-- unit: payout = money(currency)
-- unit: carried_forward = money(currency)
-- unit: reserve_held = money(currency)
-- unit: receivable = money(currency)
-- column: business_date = Business date | 业务日
-- column: payee = Payee | 收款方
-- column: currency = Currency | 币种
-- column: window_day = Window | 结算窗口
-- column: window_from = Window from | 窗口起
-- column: window_to = Window to | 窗口止
-- column: due = Due | 到期日
-- column: activity = Activity | 本期发生
-- column: net = Net | 净额
-- column: payout = Payout | 付款额
-- column: carried_forward = Carried forward | 结转
-- column: reserve_held = Reserve held | 留存准备金
-- column: receivable = Receivable | 应收
-- column: settlement_id = Settlement | 结算单号
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: merchant String = | Merchant or payee (empty: all)
-- parameter: currency String = | Currency (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: merchant = 商户或收款方（空：全部）
-- parameter.zh: currency = 币种（空：全部）
-- parameter.zh: rows = 显示行数
-- link: settlement_id = merchant-settlement?settlement_id
-- refresh: 60s
-- position: 1

SELECT
  business_date,
  payee,
  currency,
  window_day,
  window_from,
  window_to,
  due,
  activity,
  net,
  payout,
  carried_forward,
  reserve_held,
  receivable,
  settlement_id
FROM settlement.payee_settlement
WHERE business_date BETWEEN {from:Date} AND {to:Date}
  AND ({merchant:String} = '' OR payee IN ({merchant:String}, concat('merchant:', {merchant:String})))
  AND ({currency:String} = '' OR currency = {currency:String})
ORDER BY business_date DESC, payee, currency, window_day
LIMIT {rows:UInt32}
