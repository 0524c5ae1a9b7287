-- All rows of a day in a table that knows no channel.
SELECT * FROM settlement.{table:Identifier} WHERE business_date = {business_date:Date}
