-- All rows of a day in a table.
SELECT * FROM settlement.{table:Identifier} WHERE business_date = {business_date:Date} AND channel = {channel:String}
