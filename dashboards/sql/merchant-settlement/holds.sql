-- title: Holds
-- title.zh: 资金冻结
-- question: Which money of users is held for merchants, and what became of it?
-- question.zh: 哪些用户资金为商户冻结，结果如何？
-- chart: table
-- unit: amount = money(currency)
-- unit: captured = money(currency)
-- unit: still_held = money(currency)
-- column: hold_id = Hold | 冻结号
-- column: owner = Owner | 资金所有者
-- column: merchant_id = Merchant | 商户
-- column: held_at = Held | 冻结时间
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- column: captured = Captured | 已扣款
-- column: status = Status | 状态
-- column: still_held = Still held | 仍冻结
-- column: expires_at = Expires | 到期时间
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: merchant String = | Merchant (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: merchant = 商户（空：全部）
-- parameter.zh: rows = 显示行数
-- refresh: 60s
-- position: 5

-- Holds made in the range, each by its last captured version. What is captured in part stays held until the rest is released or expires.
SELECT
  entity_id AS hold_id,
  any(payer_id) AS owner,
  argMax(merchant_id, version) AS merchant_id,
  any(created_at) AS held_at,
  argMax(currency, version) AS currency,
  argMax(hold.amount, version) AS amount,
  argMax(captured_amount, version) AS captured,
  argMax(hold.status, version) AS status,
  if(status IN ('HELD', 'CAPTURED'), amount - captured, 0) AS still_held,
  argMax(expires_at, version) AS expires_at
FROM settlement.payment_event AS hold
WHERE created_at >= {from:Date} AND created_at < {to:Date} + 1 AND entity = 'FUNDS_HOLD'
  AND ({merchant:String} = '' OR hold.merchant_id = {merchant:String})
GROUP BY entity_id
ORDER BY held_at DESC, hold_id
LIMIT {rows:UInt32}
