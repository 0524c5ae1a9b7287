-- Faults of what was shared: rows without a line, amounts that differ, parts after a full refund.
SELECT
  (SELECT (count(), sum(amount)) FROM settlement.reconciliation_item AS i
   INNER JOIN settlement.ledger_entry AS e ON e.journal_id = i.ledger_journal_id)
    != (SELECT (count(), sum(amount)) FROM settlement.settlement_line) AS differs,
  (SELECT count() FROM (SELECT order_id FROM settlement.settlement_line GROUP BY order_id
                        HAVING sum(amount) = 0 AND arrayExists(part -> part != 0, sumForEach(parts)))) AS not_given_back,
  (SELECT sum(arraySum(parts)) FROM settlement.settlement_line) <= 0 AS nothing_shared
