-- One refused change, whole.
SELECT quarantine_id, toUnixTimestamp64Milli(quarantined_at) AS at, category, entity, entity_id, order_id, detail, state_met, original,
       topic, partition, `offset` AS record_offset, source_lsn, replay_of
FROM settlement.quarantine WHERE quarantine_id = {quarantine_id:String} LIMIT 1
