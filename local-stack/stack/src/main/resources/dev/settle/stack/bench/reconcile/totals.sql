-- The bill's summary row.
WITH bill AS
  (SELECT is_refund, bill_amount, if(is_refund, -bill_fee, bill_fee) AS fee
   FROM bench.reconcile_row(rows = ${rows}, stride = 1, seed = ${seed}, business_date = '${business_date}')
   ARRAY JOIN range(if(fate = 'TWICE', 2, 1)) AS copy
   WHERE fate != 'LEDGER_ONLY'),
totals AS
  (SELECT toString(count()) AS lines, toDecimalString(toDecimal128(sumIf(bill_amount, NOT is_refund), 2) / 100, 2) AS paid,
          toDecimalString(toDecimal128(sumIf(bill_amount, is_refund), 2) / 100, 2) AS refunded,
          toDecimalString(toDecimal128(sum(fee), 2) / 100, 5) AS fees
   FROM bill)
SELECT concat('`', lines, ',`', paid, ',`', refunded, ',`0.00,`', fees, ',`', paid, ',`', refunded, '\r') AS line FROM totals
