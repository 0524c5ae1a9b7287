-- What a revision charges each merchant for the channel.
SELECT merchant_id, currency, sum(toInt128(fee)) AS total
FROM settlement.settlement_line
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision = {revision:UInt16} AND fee != 0
GROUP BY merchant_id, currency HAVING total != 0
ORDER BY currency, merchant_id
