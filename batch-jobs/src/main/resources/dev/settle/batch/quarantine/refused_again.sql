-- Replays of a change that were refused again.
SELECT quarantine_id, category, detail, topic, partition, `offset` AS record_offset
FROM settlement.quarantine WHERE replay_of = {quarantine_id:String} ORDER BY quarantined_at, quarantine_id
