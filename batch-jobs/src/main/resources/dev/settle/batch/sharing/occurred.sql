-- How many rows are new, and when they happened.
SELECT count() AS rows, toUnixTimestamp64Milli(min(occurred_at)) AS first_ms, toUnixTimestamp64Milli(max(occurred_at)) AS last_ms,
       arrayStringConcat(arrayMap(day -> toString(day), arraySort(groupUniqArray(toDate(occurred_at, {zone:String})))), ',') AS days,
       arrayStringConcat(arraySort(groupUniqArray(toString(currency))), ',') AS currencies
FROM settlement.sharing_row
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_booked
