-- What the ledger posted, as it landed, by the day to which it belongs: a late entry stands in a later one. Each posting by the leg
-- that takes.
SELECT channel, {measure:String} AS measure, kind, cause AS state, currency, 'CLICKHOUSE_LEDGER' AS source,
       count() AS row_count, sum(toInt128(amount)) AS total
FROM settlement.ledger_entry
WHERE business_date >= {from_date:Date} AND amount > 0 AND has({channels:Array(String)}, channel)
  AND ifNull(original_business_date, business_date) >= {from_date:Date} AND ifNull(original_business_date, business_date) < {to_date:Date}
  AND cause IN ('PAYMENT', 'REFUND', 'HOLD', 'INSTRUCTION')
GROUP BY channel, kind, cause, currency
