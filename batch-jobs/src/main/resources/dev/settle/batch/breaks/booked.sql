-- What became of a correction in the ledger: the day into which it was booked, and its entries; no row: not booked.
SELECT toString(business_date) AS booked_day, account, currency, amount
FROM settlement.ledger_entry
WHERE journal_id = concat('instruction:', {instruction_id:String})
ORDER BY leg
