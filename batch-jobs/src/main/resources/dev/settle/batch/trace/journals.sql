-- What the ledger booked of an order. A row is in a part since its insert; merges make new parts of them, later: a part of level 0 says when
-- the row landed, another one only that it was there by then.
SELECT journal_id, any(cause) AS the_cause, any(kind) AS the_kind, any(currency) AS the_currency, toInt64(sumIf(amount, amount > 0)) AS moved, count() AS entries,
       toString(any(business_date)) AS day, any(source_lsn) AS lsn, toUnixTimestamp64Milli(min(booked_at)) AS booked_ms,
       toInt64(max(toUnixTimestamp(part.modification_time))) * 1000 AS landed_ms, max(part.level) > 0 AS is_merged
FROM settlement.ledger_entry AS entry
LEFT JOIN (SELECT name, level, modification_time FROM system.parts WHERE database = 'settlement' AND table = 'ledger_entry') AS part
  ON part.name = entry._part
WHERE order_id = {order:String}
GROUP BY journal_id
ORDER BY booked_ms, journal_id
