-- title: Called back and reversed
-- title.zh: 收回与撤回
-- question: Which shares were taken back, because of a refund or because a night was run again?
-- question.zh: 哪些分账因退款或重跑而收回？
-- chart: table
-- unit: amount = money(currency)
-- unit: fee = money(currency)
-- unit: parts_total = money(currency)
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: revision = Revision | 修订
-- column: why = Why | 原因
-- column: merchant_id = Merchant | 商户
-- column: order_id = Order | 订单号
-- column: reference = Reference | 参考号
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- column: fee = Fee | 手续费
-- column: parts_total = Parts | 分账合计
-- column: parts_minor = Parts, minor units | 分账明细（最小单位）
-- column: window_day = Window | 结算窗口
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: merchant String = | Merchant (empty: all)
-- parameter: channel String = | Channel (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: merchant = 商户（空：全部）
-- parameter.zh: channel = 渠道（空：全部）
-- parameter.zh: rows = 显示行数
-- link: order_id = ledger?order_id
-- refresh: 60s
-- position: 4

SELECT
  business_date,
  channel,
  revision,
  if(is_reversal, 'RE-RUN', 'REFUND') AS why,
  merchant_id,
  order_id,
  reference,
  currency,
  amount,
  fee,
  arraySum(parts) AS parts_total,
  arrayStringConcat(arrayMap((receiver, part) -> concat(receiver, ' ', toString(part)), receivers, parts), ', ') AS parts_minor,
  window_day
FROM settlement.settlement_line
WHERE business_date BETWEEN {from:Date} AND {to:Date} AND kind IN ('PAYMENT', 'REFUND') AND (is_reversal OR kind = 'REFUND')
  AND arrayExists(part -> part != 0, parts) AND currency = {currency:String}
  AND ({merchant:String} = '' OR merchant_id = {merchant:String})
  AND ({channel:String} = '' OR channel = {channel:String})
ORDER BY business_date DESC, channel, revision, order_id, reference
LIMIT {rows:UInt32}
