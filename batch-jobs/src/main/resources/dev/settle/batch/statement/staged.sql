-- What stands in the staging table of one file; the sums are modulo 2^64.
SELECT toInt64(count()) AS lines, toInt64(sum(amount)) AS amount_sum, toInt64(sum(fee)) AS fee_sum
FROM settlement.channel_statement_line_staging
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND file_sha256 = {file:String}
