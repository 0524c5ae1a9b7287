-- The revisions of these nights that count: the lines of others are what a killed night left.
SELECT business_date, channel, revision FROM batch.sharing_revision
WHERE business_date = ANY (?) ORDER BY business_date, channel, revision
