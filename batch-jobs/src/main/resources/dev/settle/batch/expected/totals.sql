-- One answer in sums; the sums of both sides are exact.
SELECT toString(state) AS stands, class, kind, if(currency != '', currency, listed_currency) AS code,
       toInt64(count()) AS all_rows, toInt64(countIf(is_expected)) AS expected_rows, sum(toInt128(amount)) AS amount_sum, sum(toInt128(ifNull(fee, 0))) AS fee_sum,
       toInt64(countIf(is_expected AND fee IS NULL AND state = 'TO_COME')) AS fees_unknown,
       toInt64(countIf(is_expected AND business_date < {business_date:Date})) AS carried_rows,
       toInt64(countIf(is_listed)) AS listed_rows, sum(toInt128(listed_amount)) AS listed_sum, sum(toInt128(listed_fee)) AS listed_fee_sum
FROM settlement.expected_line
GROUP BY state, class, kind, code ORDER BY state, class, kind, code
