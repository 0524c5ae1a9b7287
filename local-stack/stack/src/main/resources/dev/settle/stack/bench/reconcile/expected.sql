-- How many items of each class the night must find: by the fate of each row, not by anything that the night computes.
SELECT class, count() AS items
FROM
  (SELECT multiIf(fate = 'LEDGER_ONLY', 'PENDING', fate = 'CHANNEL_ONLY', if(is_refund, 'ORPHAN_REFUND', 'MISSING_IN_LEDGER'),
                  fate = 'AMOUNT', 'AMOUNT_MISMATCH', fate = 'FEE', 'FEE_MISMATCH', fate = 'LATE', 'LATE',
                  copy > 0, 'DUPLICATE_IN_CHANNEL', 'MATCHED') AS class
   FROM bench.reconcile_row(rows = ${rows}, stride = 1, seed = ${seed}, business_date = '${business_date}')
   ARRAY JOIN range(if(fate = 'TWICE', 2, 1)) AS copy)
GROUP BY class ORDER BY class
