-- Per account, currency and shard: sequence 1, 2, 3, ... without gap or repeat, and each balance the one before plus the
-- amount. The table is ordered by exactly this key, so it is read in order and memory stays bounded.
SELECT countIf(sequence != previous_sequence + 1) AS gaps_or_repeats,
       countIf(toInt128(balance_after) != toInt128(previous_balance) + toInt128(amount)) AS broken_balances,
       count() AS entries
FROM
  (SELECT sequence, amount, balance_after,
          lagInFrame(sequence, 1, toInt64(0)) OVER chain AS previous_sequence,
          lagInFrame(balance_after, 1, toInt64(0)) OVER chain AS previous_balance
   FROM settlement.ledger_entry
   WINDOW chain AS (PARTITION BY account, currency, shard ORDER BY sequence ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
SETTINGS optimize_read_in_window_order = 1
