-- Lines of a revision where they will count.
SELECT toInt64(count()) AS lines FROM settlement.settlement_line
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision = {revision:UInt16}
