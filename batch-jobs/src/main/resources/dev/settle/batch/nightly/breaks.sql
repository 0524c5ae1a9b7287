-- Breaks of a channel's day by class, with the money at stake.
SELECT class, currency, count() AS breaks, countIf(status = 'NEW') AS new_breaks, sum(toInt128(amount)) AS stake
FROM settlement.reconciliation_break
WHERE business_date = {business_date:Date} AND channel = {channel:String}
GROUP BY class, currency ORDER BY class, currency
