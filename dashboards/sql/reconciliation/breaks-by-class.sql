-- title: Breaks by class and age
-- title.zh: 按类别和账龄的差异
-- question: What did not agree in these nights, how old did it get, and how much money was at stake?
-- question.zh: 这些天哪些不一致，账龄多久，涉及多少金额？
-- chart: bar x=class y=all_currencies series=age
-- unit: at_stake = money(currency)
-- column: class = Class | 类别
-- column: age = Age | 账龄
-- column: currency = Currency | 币种
-- column: breaks = Breaks | 差异数
-- column: at_stake = At stake | 涉及金额
-- column: all_currencies = Breaks, all currencies | 差异数（全部币种）
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: channel = 渠道（空：全部）
-- link: class = reconciliation?class
-- refresh: 60s
-- position: 4

-- A break that persists stands in every later day again: counted once, as of its last day in the range. At stake without sign: what the
-- channel owes does not make up for what it paid too much.
SELECT
  class,
  multiIf(last_age <= 1, '0-1 days', last_age <= 7, '2-7 days', last_age <= 30, '8-30 days', '> 30 days') AS age,
  last_currency AS currency,
  count() AS breaks,
  sum(abs(toInt128(last_amount))) AS at_stake,
  sum(breaks) OVER (PARTITION BY class, age) AS all_currencies
FROM
(
  SELECT
    channel,
    break_id,
    class,
    argMax(tuple(age_days, currency, amount), business_date) AS last,
    last.1 AS last_age,
    last.2 AS last_currency,
    last.3 AS last_amount
  FROM settlement.reconciliation_break
  WHERE business_date BETWEEN {from:Date} AND {to:Date}
    AND ({channel:String} = '' OR channel = {channel:String})
  GROUP BY channel, break_id, class
)
GROUP BY class, age, currency
ORDER BY class, age, currency
