-- title: Breaks by class and age
-- question: What does not agree on a day, how old is it, and how much money is at stake?
-- chart: bar x=class y=breaks series=age
-- unit: at_stake = money(currency)
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: channel String = | Channel (empty: all)
-- refresh: 60s
-- position: 3

-- A break that persists stands in every later day again: counted as of its last day in the range.
SELECT
  class,
  multiIf(last_age <= 1, '0-1 days', last_age <= 7, '2-7 days', last_age <= 30, '8-30 days', '> 30 days') AS age,
  last_currency AS currency,
  count() AS breaks,
  sum(toInt128(last_amount)) AS at_stake
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
