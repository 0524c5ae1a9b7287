-- title: Breaks by status
-- title.zh: 按状态的差异
-- question: How many breaks are new on a night, persist, were corrected or were resolved?
-- question.zh: 每晚有多少差异是新增、持续、已调整或已解决的？
-- chart: stacked x=business_date y=all_currencies series=status
-- unit: at_stake = money(currency)
-- column: business_date = Business date | 业务日
-- column: status = Status | 状态
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
-- refresh: 60s
-- position: 5

-- Resolved: stood in the night before and does not any more. LATE is closed when it is found and is no break that goes on.
SELECT business_date, status, currency, count() AS breaks, sum(abs(toInt128(amount))) AS at_stake,
       sum(breaks) OVER (PARTITION BY business_date, status) AS all_currencies
FROM
(
  SELECT business_date, status, currency, amount
  FROM settlement.reconciliation_break
  WHERE business_date BETWEEN {from:Date} AND {to:Date} AND class != 'LATE'
    AND ({channel:String} = '' OR channel = {channel:String})
  UNION ALL
  SELECT night.business_date, 'RESOLVED', earlier.currency, earlier.amount
  FROM
  (
    SELECT business_date, channel, break_id, currency, amount
    FROM settlement.reconciliation_break
    -- A night follows the one before by days, by weeks at the most. A Date has nothing before 1970: it would wrap around.
    WHERE business_date BETWEEN greatest({from:Date}, toDate('1970-01-01') + 60) - 60 AND {to:Date} AND class != 'LATE' AND status != 'ADJUSTED'
      AND ({channel:String} = '' OR channel = {channel:String})
  ) AS earlier
  INNER JOIN
  (
    SELECT DISTINCT business_date, channel, assumeNotNull(previous_date) AS previous
    FROM settlement.reconciliation_proof
    WHERE business_date BETWEEN {from:Date} AND {to:Date} AND isNotNull(previous_date)
  ) AS night
  ON night.channel = earlier.channel AND night.previous = earlier.business_date
  WHERE (night.business_date, earlier.channel, earlier.break_id) NOT IN
    (SELECT business_date, channel, break_id FROM settlement.reconciliation_break WHERE business_date BETWEEN {from:Date} AND {to:Date})
)
GROUP BY business_date, status, currency
ORDER BY business_date, status, currency
