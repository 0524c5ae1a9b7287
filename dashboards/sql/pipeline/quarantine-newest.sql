-- title: Newest in quarantine
-- question: What exactly was refused last?
-- chart: table
-- parameter: category String = | Category (empty: all)
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rows UInt32 = 50 | Changes shown
-- refresh: 60s
-- position: 5

SELECT quarantined_at, category, detail, entity, entity_id, order_id, state_met, topic, partition, offset, source_lsn
FROM settlement.quarantine
WHERE quarantined_at >= {from:Date} AND quarantined_at < {to:Date} + 1
  AND ({category:String} = '' OR category = {category:String})
ORDER BY quarantined_at DESC, quarantine_id
LIMIT {rows:UInt32}
