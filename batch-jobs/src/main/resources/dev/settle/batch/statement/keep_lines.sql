-- The lines of files that stay, beside those that are loaded anew.
INSERT INTO settlement.channel_statement_line_staging
SELECT * FROM settlement.channel_statement_line
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND has({files:Array(String)}, file_sha256)
