SELECT toString(status) AS life, count() AS breaks FROM settlement.break_history
WHERE business_date = {business_date:Date} AND channel = {channel:String}
GROUP BY life ORDER BY indexOf(['NEW', 'PERSISTING', 'ADJUSTED', 'RESOLVED'], life)
