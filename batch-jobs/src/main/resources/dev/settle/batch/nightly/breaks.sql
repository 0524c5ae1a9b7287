-- Breaks of a channel's day by class, with the money at stake: sizes are added, so that opposite breaks do not hide each other.
SELECT class, currency, count() AS breaks, countIf(status = 'NEW') AS new_breaks, sum(abs(toInt128(amount))) AS stake
FROM settlement.reconciliation_break
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND status != 'ADJUSTED'
GROUP BY class, currency ORDER BY class, currency
