-- title: Largest balances
-- question: Which accounts hold the most, or owe the most?
-- chart: bar x=account y=balance
-- unit: balance = money(currency)
-- parameter: currency String = CNY | Currency
-- parameter: account_prefix String = merchant: | Accounts that begin with (empty: all)
-- parameter: rows UInt32 = 20 | Accounts shown
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
GROUP BY account, currency
ORDER BY abs(balance) DESC, account
LIMIT {rows:UInt32}
