-- What the ledger booked of an order, and when it landed; 0: before that was kept.
SELECT journal_id, any(cause) AS the_cause, any(kind) AS the_kind, any(currency) AS the_currency, toInt64(sumIf(amount, amount > 0)) AS moved, count() AS entries,
       toString(any(business_date)) AS day, any(source_lsn) AS lsn, toUnixTimestamp64Milli(min(booked_at)) AS booked_ms,
       toUnixTimestamp64Milli(max(landed_at)) AS landed_ms
FROM settlement.ledger_entry
WHERE order_id = {order:String}
GROUP BY journal_id
ORDER BY booked_ms, journal_id
