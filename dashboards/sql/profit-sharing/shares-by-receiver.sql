-- title: Shares by receiver
-- title.zh: 按接收方的分账
-- question: Who got which part, what was called back after refunds, and what a re-run took back?
-- question.zh: 谁分得多少，退款后收回多少，重跑撤回多少？
-- board.zh: 分账
-- board.position: 4
-- chart: bar x=receiver y=net
-- unit: given = money(currency)
-- unit: called_back = money(currency)
-- unit: reversed = money(currency)
-- unit: net = money(currency)
-- column: receiver = Receiver | 接收方
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: given = Given | 分出
-- column: called_back = Called back | 退款收回
-- column: reversed = Taken back by re-runs | 重跑撤回
-- column: net = Net | 净额
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: merchant String = | Merchant (empty: all)
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: merchant = 商户（空：全部）
-- parameter.zh: channel = 渠道（空：全部）
-- link: receiver = ledger?account
-- refresh: 60s
-- position: 1

SELECT
  receiver,
  currency,
  uniqExact(order_id) AS orders,
  sumIf(toInt128(part), kind = 'PAYMENT' AND NOT is_reversal) AS given,
  sumIf(toInt128(part), kind = 'REFUND' AND NOT is_reversal) AS called_back,
  sumIf(toInt128(part), is_reversal) AS reversed,
  given + called_back + reversed AS net
FROM settlement.settlement_line
ARRAY JOIN receivers AS receiver, parts AS part, receiver_windows AS receiver_window
WHERE business_date BETWEEN {from:Date} AND {to:Date} AND kind IN ('PAYMENT', 'REFUND') AND currency = {currency:String}
  AND ({merchant:String} = '' OR merchant_id = {merchant:String})
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY receiver, currency
ORDER BY net DESC, receiver
