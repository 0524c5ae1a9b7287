-- title: What we hold for merchants
-- title.zh: 商户资金余额
-- question: How much of each merchant's money is taken and not settled, payable, or held in reserve?
-- question.zh: 各商户的资金中，多少待结算、多少可支付、多少留作准备金？
-- chart: table
-- unit: pending = money(currency)
-- unit: payable = money(currency)
-- unit: held = money(currency)
-- unit: total = money(currency)
-- column: merchant_id = Merchant | 商户
-- column: currency = Currency | 币种
-- column: pending = Not settled | 待结算
-- column: payable = Payable | 可支付
-- column: held = Held in reserve | 准备金
-- column: total = Total | 合计
-- parameter: as_of Date = today+1 | Up to business date
-- parameter: merchant String = | Merchant (empty: all)
-- parameter: currency String = | Currency (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: as_of = 截至业务日
-- parameter.zh: merchant = 商户（空：全部）
-- parameter.zh: currency = 币种（空：全部）
-- parameter.zh: rows = 显示行数
-- link: merchant_id = merchant-settlement?merchant
-- refresh: 60s
-- position: 4

SELECT
  splitByChar(':', toString(account))[2] AS merchant_id,
  currency,
  sumIf(toInt128(amount), endsWith(account, ':pending')) AS pending,
  sumIf(toInt128(amount), account = concat('merchant:', merchant_id)) AS payable,
  sumIf(toInt128(amount), endsWith(account, ':frozen')) AS held,
  pending + payable + held AS total
FROM settlement.ledger_entry
WHERE account >= 'merchant:' AND account < 'merchant;' AND business_date <= {as_of:Date}
  AND ({merchant:String} = '' OR account IN
        (concat('merchant:', {merchant:String}), concat('merchant:', {merchant:String}, ':pending'), concat('merchant:', {merchant:String}, ':frozen')))
  AND ({currency:String} = '' OR currency = {currency:String})
GROUP BY merchant_id, currency
ORDER BY currency, abs(total) DESC, merchant_id
LIMIT {rows:UInt32} BY currency
