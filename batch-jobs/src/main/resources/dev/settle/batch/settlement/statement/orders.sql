-- What the settlements of a window add up, row by row: by payee, then line by line as the statement has them. The order is total but for
-- rows that are alike, so that the same rows give the same file.
SELECT payee, currency, toString(business_date) AS night, channel, kind, reference, order_id, toUnixTimestamp64Milli(occurred_at) AS at_ms, amount
FROM settlement.payee_line
WHERE (business_date, channel, revision) IN {revisions:Array(Tuple(Date, String, UInt16))} AND window_day = {window:Date}
  AND (payee = {payee:String} OR {payee:String} = '') AND (currency = {currency:String} OR {currency:String} = '')
ORDER BY payee, currency, business_date, channel, indexOf(['PAYMENT', 'REFUND', 'FEE', 'SHARE', 'CLAWBACK', 'ADJUSTMENT'], kind),
         occurred_at, order_id, reference, amount
