-- When the revision of a night counted. Parameters: business date, channel, revision.
SELECT shared_at FROM batch.sharing_revision WHERE business_date = ?::date AND channel = ? AND revision = ?
