-- title: Take rate by day and channel
-- title.zh: 按日和渠道的费率
-- question: Of the matched volume of a night, how much did the channel keep as its fee and we as commission?
-- question.zh: 当晚核对一致的交易额中，渠道收取了多少手续费，平台收取了多少佣金？
-- chart: line x=business_date y=take_rate_bp series=channel
-- unit: volume = money(currency)
-- unit: channel_fee = money(currency)
-- unit: commission = money(currency)
-- column: business_date = Business date | 业务日
-- column: channel = Channel | 渠道
-- column: currency = Currency | 币种
-- column: orders = Orders | 订单数
-- column: volume = Volume | 交易额
-- column: channel_fee = Channel's fee | 渠道手续费
-- column: commission = Commission | 平台佣金
-- column: channel_fee_bp = Channel's fee, bp | 渠道费率（基点）
-- column: take_rate_bp = Take rate, bp | 佣金费率（基点）
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 4

-- Of matched payments less refunds, by the night that matched them. Basis points are whole numbers, rounded towards zero; 100 are 1 %.
SELECT
  business_date,
  channel,
  currency,
  uniqExactIf(order_id, NOT is_reversal) AS orders,
  sum(toInt128(amount)) AS volume,
  sum(toInt128(fee)) AS channel_fee,
  sum(toInt128(platform_part)) AS commission,
  if(volume != 0, intDiv(channel_fee * 10000, volume), 0) AS channel_fee_bp,
  if(volume != 0, intDiv(commission * 10000, volume), 0) AS take_rate_bp
FROM
(
  SELECT business_date, channel, currency, order_id, is_reversal, amount, fee,
         arraySum((receiver, part) -> if(startsWith(receiver, 'platform:'), part, 0), receivers, parts) AS platform_part
  FROM settlement.settlement_line
  WHERE business_date BETWEEN {from:Date} AND {to:Date}
    AND kind IN ('PAYMENT', 'REFUND') AND currency = {currency:String}
    AND ({channel:String} = '' OR channel = {channel:String})
)
GROUP BY business_date, channel, currency
ORDER BY business_date, channel
