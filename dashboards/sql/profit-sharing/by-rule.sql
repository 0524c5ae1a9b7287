-- title: Shared and retained by rule
-- title.zh: 按规则的分账与留存
-- question: What did each rule set give away, and what did the merchants keep?
-- question.zh: 各规则分出多少，商户留存多少？
-- chart: stacked x=rule y=shared,channel_fee,retained
-- unit: volume = money(currency)
-- unit: shared = money(currency)
-- unit: channel_fee = money(currency)
-- unit: retained = money(currency)
-- column: rule = Rule | 规则
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: volume = Volume | 交易额
-- column: shared = Shared | 分账
-- column: channel_fee = Channel's fee | 渠道手续费
-- column: retained = Retained | 商户留存
-- column: shared_bp = Shared, bp | 分账率（基点）
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
-- refresh: 60s
-- position: 3

-- Payments less refunds; retained is what is left to the merchant after parts and the channel's fee. Basis points of the volume, towards zero.
SELECT
  if(rule_set = '', 'no rule', concat(rule_set, ' v', toString(rule_version))) AS rule,
  currency,
  uniqExact(order_id) AS orders,
  sum(toInt128(amount)) AS volume,
  sum(toInt128(arraySum(parts))) AS shared,
  sum(toInt128(fee)) AS channel_fee,
  volume - shared - channel_fee AS retained,
  if(volume != 0, intDiv(shared * 10000, volume), 0) AS shared_bp
FROM settlement.settlement_line
WHERE business_date BETWEEN {from:Date} AND {to:Date} AND kind IN ('PAYMENT', 'REFUND') AND currency = {currency:String}
  AND ({merchant:String} = '' OR merchant_id = {merchant:String})
  AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY rule, currency
ORDER BY volume DESC, rule
