-- One answer row by row, as it is stored; at most some of each state.
SELECT toString(state) AS stands, toString(business_date) AS row_date, kind, channel_id, own_id, class, account,
       is_expected, currency, amount, ifNull(fee, 0) AS expected_fee, fee IS NULL AS fee_unknown,
       is_listed, listed_currency, listed_amount, listed_fee, listed_state, toInt64(line_no) AS line
FROM settlement.expected_line
ORDER BY state, business_date, kind, channel_id, own_id, line_no
LIMIT {limit:UInt64} BY state
