-- Parameters: the night, number of settlements, who.
INSERT INTO batch.settlement_run (business_date, settlements, settled_by) VALUES (?, ?, ?)
