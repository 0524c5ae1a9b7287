-- What the bank sent back on a day, in the order of its files; of the accounts that are agreed. An entry of a file that was replaced is gone.
SELECT payout_id, account, currency, amount, reason, bank_reference, toInt64(entry_no) AS entry, toInt64(detail_no) AS detail
FROM settlement.bank_return
WHERE business_date = {business_date:Date} AND has({accounts:Array(String)}, account)
ORDER BY account, file_sha256, entry_no, detail_no
