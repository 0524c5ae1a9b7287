INSERT INTO batch.settlement_line (settlement_id, line_no, kind, reference, items, amount) VALUES (?, ?, ?, ?, ?, ?)
