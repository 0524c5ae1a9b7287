-- Every break of the night, the open ones first, the largest of a class first; of an adjusted one who corrected it.
SELECT toString(b.status) AS life, toString(b.class) AS break_class, toInt64(b.age_days) AS days, b.age_bucket AS bucket,
       toString(b.origin_date) AS origin, toString(b.currency) AS break_currency, b.ledger_amount AS by_ledger,
       b.channel_amount AS by_channel, b.amount AS stake, b.order_id AS order_name, b.refund_id AS refund_name,
       b.channel_txn_id AS txn, toInt64(b.channel_line_no) AS line, toString(b.kind) AS about, b.break_id AS id, b.item_id AS item, i.instruction AS instruction,
       i.made_by AS made_by, i.checked_by AS checked_by
FROM (SELECT * FROM settlement.break_history WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS b
LEFT JOIN
  (SELECT business_key, min(instruction_id) AS instruction, min(maker) AS made_by, ifNull(min(checker), '') AS checked_by, 'ADJUSTED' AS of_status
   FROM settlement.ledger_instruction WHERE kind = 'CORRECTION' GROUP BY business_key) AS i
ON i.business_key = b.break_id AND i.of_status = toString(b.status)
ORDER BY indexOf(['NEW', 'PERSISTING', 'ADJUSTED', 'RESOLVED'], life) IN (1, 2) DESC, life, break_class, abs(toInt128(stake)) DESC, id
