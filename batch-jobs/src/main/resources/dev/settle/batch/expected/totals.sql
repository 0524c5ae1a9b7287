-- What the channel's statement of the day should list by what the ledger has booked until now.
SELECT kind, currency, account_no, toInt64(count()) AS line_count, sum(toInt128(amount)) AS amount_sum, sum(toInt128(fee)) AS fee_sum,
       toString(max(event_time)) AS newest, max(is_open) AS open
FROM settlement.expected_channel_line
WHERE ledger_account = concat('channel:', {channel:String}) AND business_date = {business_date:Date}
GROUP BY kind, currency, account_no ORDER BY kind, currency, account_no
