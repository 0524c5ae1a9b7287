-- What happened to each payee in each window behind the last settled one, in lines of one night and channel.
SELECT payee, toString(currency) AS code, window_day, toString(kind) AS kind_of_line, business_date AS night, toString(channel) AS of_channel,
       toInt64(count()) AS items, sum(toInt128(amount)) AS total
FROM settlement.payee_line
WHERE has({nights:Array(Date)}, business_date) AND window_day > {last_settled:Date} AND window_day <= {night:Date}
  AND (business_date, toString(channel), revision) NOT IN
      (SELECT toDate(t.1), t.2, t.3 FROM (SELECT arrayJoin({uncommitted:Array(Tuple(String, String, UInt16))}) AS t))
GROUP BY payee, code, window_day, kind_of_line, night, of_channel
ORDER BY payee, code, window_day, night, of_channel, kind_of_line
