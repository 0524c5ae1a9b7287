-- title: Zero sum
-- title.zh: 零和检验
-- question: Do all entries up to a day add up to zero in every currency, as they must?
-- question.zh: 截至某日的全部分录，每个币种是否合计为零？
-- board.zh: 账本
-- board.position: 5
-- chart: table
-- unit: net = money(currency)
-- unit: moved = money(currency)
-- column: currency = Currency | 币种
-- column: entries = Entries | 分录数
-- column: accounts = Accounts | 账户数
-- column: moved = Moved | 变动金额
-- column: net = Net | 净额
-- column: holds = Holds | 成立
-- parameter: as_of Date = today+1 | Up to business date
-- parameter.zh: as_of = 截至业务日
-- refresh: 60s
-- position: 1

SELECT
  currency,
  count() AS entries,
  uniqExact(account) AS accounts,
  sumIf(toInt128(amount), amount > 0) AS moved,
  sum(toInt128(amount)) AS net,
  CAST(net = 0 AS Bool) AS holds
FROM settlement.ledger_entry
WHERE business_date <= {as_of:Date}
GROUP BY currency
ORDER BY currency
