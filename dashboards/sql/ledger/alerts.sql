-- title: Alerts
-- question: What about the ledger should a person look at: overdrafts, output that was not committed?
-- chart: table
-- unit: amount = money(currency)
-- unit: balance_after = money(currency)
-- parameter: type String = | Type (empty: all)
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rows UInt32 = 100 | Alerts shown
-- refresh: 60s
-- position: 5

SELECT raised_at, type, severity, detail, account, shard, currency, amount, balance_after, sequence, event_time, journal_id
FROM settlement.ledger_alert
WHERE raised_at >= {from:Date} AND raised_at < {to:Date} + 1
  AND ({type:String} = '' OR type = {type:String})
ORDER BY raised_at DESC, alert_id
LIMIT {rows:UInt32}
