-- Open breaks by class and age; sizes are added, so that opposite breaks do not hide each other.
SELECT toString(class) AS break_class, age_bucket, toString(currency) AS break_currency, count() AS breaks, sum(abs(toInt128(amount))) AS stake
FROM settlement.break_history
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND status IN ('NEW', 'PERSISTING')
GROUP BY break_class, age_bucket, break_currency
ORDER BY break_class, break_currency, indexOf(['0-1', '2-7', '8-30', '>30'], age_bucket)
