-- Parameters: account, name, by whom.
INSERT INTO payments.profit_sharing_receiver (account, name, added_by) VALUES (?, ?, ?)
