-- Channels with results of a business date, and whether the day is closed there.
SELECT DISTINCT toString(channel) AS name,
       toUInt8((SELECT count() FROM settlement.day_closing AS d
                WHERE d.business_date >= {business_date:Date} AND d.channel = {channel:String}) > 0) AS is_closed
FROM settlement.reconciliation_proof
WHERE business_date = {business_date:Date} AND ({channel:String} = '' OR channel = {channel:String})
ORDER BY name
