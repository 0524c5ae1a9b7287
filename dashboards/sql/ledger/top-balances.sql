-- title: Balances as of a day
-- title.zh: 某日余额
-- question: Which accounts hold the most, or owe the most, at the end of a business date?
-- question.zh: 截至某业务日，哪些账户余额最大或欠款最多？
-- chart: bar x=account y=balance
-- unit: balance = money(currency)
-- column: account = Account | 账户
-- column: currency = Currency | 币种
-- column: entries = Entries | 分录数
-- column: last_moved_at = Last moved | 最近变动
-- column: balance = Balance | 余额
-- parameter: as_of Date = today+1 | Up to business date
-- parameter: currency String = CNY | Currency
-- parameter: account_prefix String = merchant: | Accounts that begin with (empty: all)
-- parameter: rows UInt32 = 20 | Accounts shown
-- parameter.zh: as_of = 截至业务日
-- parameter.zh: currency = 币种
-- parameter.zh: account_prefix = 账户前缀（空：全部）
-- parameter.zh: rows = 显示账户数
-- link: account = ledger?account
-- refresh: 60s
-- position: 3

SELECT
  account,
  currency,
  count() AS entries,
  max(event_time) AS last_moved_at,
  sum(toInt128(amount)) AS balance
FROM settlement.ledger_entry
WHERE startsWith(account, {account_prefix:String}) AND currency = {currency:String}
  AND business_date <= {as_of:Date}
GROUP BY account, currency
ORDER BY abs(balance) DESC, account
LIMIT {rows:UInt32}
