-- The statements whose lines count. When they were read is no part of the report: it is the same whenever it is made.
SELECT f.merchant AS account, f.part AS part, f.file_name AS file_name, f.format AS format, f.sha256 AS sha256, f.lines AS line_count,
       f.currency AS currency
FROM settlement.channel_statement_file AS f
WHERE f.business_date = {business_date:Date} AND f.channel = {channel:String} AND f.verdict = 'accepted'
  AND (f.merchant, f.part, f.sha256) IN
      (SELECT merchant, part, sha256 FROM settlement.channel_statement_current
       WHERE business_date = {business_date:Date} AND channel = {channel:String})
ORDER BY account, part, file_name, sha256, generation DESC
LIMIT 1 BY account, part, sha256
