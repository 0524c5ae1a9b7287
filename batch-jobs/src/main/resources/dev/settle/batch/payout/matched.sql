-- Payouts of ours that the bank paid by this night: matched with the ledger to the minor unit. The booking is that of the group's last entry.
SELECT arrayFirst(name -> startsWith(name, 'PO'), references) AS payout_id, paid.booked AS booked, paid.booking AS booking
FROM settlement.bank_item AS payout
JOIN
  (SELECT group_id, max(row_date) AS booked, argMax(row_id, (row_date, row_id)) AS booking FROM settlement.bank_item
   WHERE business_date = {business_date:Date} AND side = 'BANK' GROUP BY group_id) AS paid ON paid.group_id = payout.group_id
WHERE payout.business_date = {business_date:Date} AND payout.side = 'PAYOUT' AND payout.class IN ('MATCHED', 'LATE') AND payout.amount < 0
ORDER BY payout_id
