-- Channels whose day the ledger has closed: by this date or a later one.
SELECT DISTINCT toString(channel) AS channel
FROM settlement.day_closing
WHERE business_date >= {business_date:Date} AND has({channels:Array(String)}, channel)
ORDER BY channel
