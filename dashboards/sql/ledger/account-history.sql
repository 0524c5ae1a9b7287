-- title: One account's history
-- question: Which entries made this account's balance, newest first?
-- chart: table
-- unit: amount = money(currency)
-- unit: balance_after = money(currency)
-- parameter: account String = channel:WECHAT | Account
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: rows UInt32 = 100 | Entries shown
-- position: 4

-- A hot account is kept in shards: sequence and running balance are those of the shard.
SELECT
  event_time,
  business_date,
  shard,
  sequence,
  cause,
  kind,
  counter_account,
  order_id,
  refund_id,
  currency,
  amount,
  balance_after,
  journal_id
FROM settlement.ledger_entry
WHERE account = {account:String} AND business_date BETWEEN {from:Date} AND {to:Date}
ORDER BY event_time DESC, shard, sequence DESC
LIMIT {rows:UInt32}
