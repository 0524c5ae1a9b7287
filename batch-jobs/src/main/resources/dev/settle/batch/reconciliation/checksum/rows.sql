-- SHA-256 over rows, in whatever order they are stored: each row's bytes are hashed, the hashes are sorted and hashed in
-- 4,096 groups, and the groups' hashes likewise, so that no hash is over more than a part, and all processors work.
-- In two levels a few groups at a time leave the aggregation, which otherwise would hold every hash three times over.
-- The hashes stand in hexadecimal: as a FixedString their zero bytes at the end would be lost.
SELECT lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(hash)))))) AS sha256
FROM
  (SELECT concat(bucket, hex(SHA256(arrayStringConcat(arraySort(groupArray(row)))))) AS hash
   FROM (SELECT hex(SHA256(formatRowNoNewline('RowBinary', *))) AS row FROM (%s))
   GROUP BY substring(row, 1, 3) AS bucket)
SETTINGS group_by_two_level_threshold = 1, group_by_two_level_threshold_bytes = 1
