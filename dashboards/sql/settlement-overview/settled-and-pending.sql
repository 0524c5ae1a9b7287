-- title: Settled and pending
-- title.zh: 已结算与待结算
-- question: Of what was paid on a business date, how much is settled, waits for its window to close, or is not matched with the channel yet?
-- question.zh: 某业务日支付的款项中，多少已结算、多少在等待结算窗口关闭、多少尚未与渠道核对一致？
-- chart: stacked x=business_date y=settled,waiting,not_matched
-- unit: taken = money(currency)
-- unit: settled = money(currency)
-- unit: waiting = money(currency)
-- unit: not_matched = money(currency)
-- column: business_date = Business date | 业务日
-- column: currency = Currency | 币种
-- column: taken = Taken | 收款额
-- column: settled = Settled | 已结算
-- column: waiting = Waits for its window | 等待窗口
-- column: not_matched = Not matched | 未匹配
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: currency String = CNY | Currency
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: currency = 币种
-- parameter.zh: channel = 渠道（空：全部）
-- refresh: 60s
-- position: 3

-- Payments and captures for merchants, before refunds. A line counts as settled when its merchant's window is; what a re-run took back cancels out.
SELECT
  business_date,
  currency,
  sum(booked) AS taken,
  sum(matched_and_settled) AS settled,
  sum(matched_only) AS waiting,
  taken - settled - waiting AS not_matched
FROM
(
  SELECT business_date, currency, toInt128(amount) AS booked, toInt128(0) AS matched_and_settled, toInt128(0) AS matched_only
  FROM settlement.ledger_entry
  WHERE account >= 'merchant:' AND account < 'merchant;' AND endsWith(account, ':pending')
    AND business_date BETWEEN {from:Date} AND {to:Date}
    AND cause IN ('PAYMENT', 'CAPTURE') AND currency = {currency:String}
    AND ({channel:String} = '' OR channel = {channel:String})
  UNION ALL
  SELECT paid_date, currency, 0,
         if((concat('merchant:', merchant_id), currency, window_day) IN
              (SELECT payee, currency, window_day FROM settlement.payee_settlement WHERE business_date >= {from:Date}) AS is_settled, toInt128(amount), 0),
         if(is_settled, 0, toInt128(amount))
  FROM settlement.settlement_line
  WHERE business_date >= {from:Date} AND paid_date BETWEEN {from:Date} AND {to:Date}
    AND kind = 'PAYMENT' AND currency = {currency:String}
    AND ({channel:String} = '' OR channel = {channel:String})
)
GROUP BY business_date, currency
ORDER BY business_date
