-- Parameters: business date, channel, revision, lines, instructions, by whom.
INSERT INTO batch.sharing_revision (business_date, channel, revision, lines, instructions, shared_by) VALUES (?, ?, ?, ?, ?, ?)
