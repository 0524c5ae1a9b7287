-- The same in one figure a currency, from the lines themselves.
SELECT currency, sum(toInt128(fee)) AS fees, sumIf(toInt128(arraySum(parts)), kind != 'ADJUSTMENT') AS parts_total
FROM settlement.settlement_line
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision = {revision:UInt16}
GROUP BY currency HAVING fees != 0 OR parts_total != 0
