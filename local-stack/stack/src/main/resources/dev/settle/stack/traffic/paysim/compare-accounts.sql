-- Every client's balance in the view account_balance against its last balance in the log. Money that other traffic than
-- these rows moved on the same account (another log with a client of that name, later rows) is taken off, and counted.
WITH
  last AS
  (
    SELECT account, argMax(balance, at) AS balance FROM settlement_check.{table} GROUP BY account
  ),
  others AS
  (
    SELECT account, sum(toInt128(amount)) AS moved
    FROM settlement.ledger_entry
    WHERE account IN (SELECT account FROM last) AND currency = '{currency}'
      AND NOT (startsWith(order_id, '{log}-') AND event_time <= toDateTime64('{last}', 3, 'UTC'))
    GROUP BY account
  ),
  balances AS
  (
    SELECT account, balance FROM settlement.account_balance
    WHERE currency = '{currency}' AND account IN (SELECT account FROM last)
  )
SELECT
  count(),
  countIf(last.balance != balances.balance - others.moved),
  countIf(others.account != ''),
  arrayStringConcat(
    groupArraySortedIf(10)(
      concat(last.account, ' has ', toString(balances.balance - others.moved), ', the log says ', toString(last.balance)),
      last.balance != balances.balance - others.moved),
    '; ')
FROM last
LEFT JOIN balances ON last.account = balances.account
LEFT JOIN others ON last.account = others.account
