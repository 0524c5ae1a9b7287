-- Refused changes, the latest first.
SELECT quarantine_id, toUnixTimestamp64Milli(quarantined_at) AS at, category, entity, entity_id, order_id, detail,
       quarantine_id IN (SELECT assumeNotNull(replay_of) FROM settlement.quarantine WHERE replay_of IS NOT NULL) AS refused_again
FROM settlement.quarantine
WHERE ({category:String} = '' OR category = {category:String}) AND ({entity:String} = '' OR entity = {entity:String})
  AND ({order_id:String} = '' OR order_id = {order_id:String}) AND quarantined_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
ORDER BY quarantined_at DESC, quarantine_id
