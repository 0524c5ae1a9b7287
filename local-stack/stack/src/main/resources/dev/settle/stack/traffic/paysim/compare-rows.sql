-- Every row's balance after against the ledger's running sum up to the row's instant. The ledger books orders as they
-- arrive, so its own balance_after need not follow the log; event time does.
WITH
  movements AS
  (
    SELECT account, event_time AS at, sum(toInt128(amount)) AS moved
    FROM settlement.ledger_entry
    WHERE startsWith(order_id, '{log}-') AND currency = '{currency}'
    GROUP BY account, at
  ),
  running AS
  (
    SELECT account, at, sum(moved) OVER (PARTITION BY account ORDER BY at) AS balance FROM movements
  )
SELECT
  count(),
  countIf(expected.balance != running.balance),
  arrayStringConcat(
    groupArraySortedIf(10)(
      concat('row ', leftPad(toString(expected.row), 9), ': ', expected.account, ' has ', toString(running.balance),
             ', the log says ', toString(expected.balance)),
      expected.balance != running.balance),
    '; ')
FROM settlement_check.{table} AS expected
ASOF LEFT JOIN running ON expected.account = running.account AND expected.at >= running.at
