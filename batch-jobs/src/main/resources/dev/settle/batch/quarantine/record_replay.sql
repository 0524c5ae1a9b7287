-- The note of a replay. Parameters: change, who, why, topic, partition, offset.
INSERT INTO batch.quarantine_replay (quarantine_id, replayed_by, reason, topic, partition, record_offset)
VALUES (?, ?, ?, ?, ?, ?)
RETURNING replayed_at
