SELECT count() = 0 AS open FROM settlement.day_closing WHERE channel = {channel:String} AND business_date >= {business_date:Date}
