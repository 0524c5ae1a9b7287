-- Revisions that count, as the partitions of settlement.settlement_line are named.
SELECT format('(''%s'',''%s'',%s)', business_date, channel, revision) AS name FROM batch.sharing_revision
