-- Every ledger row and every statement line of the reconciled days stands in exactly one item of its own day.
WITH days AS
  (SELECT DISTINCT business_date, channel FROM settlement.reconciliation_proof
   WHERE business_date >= {from_date:Date} AND business_date <= {to_date:Date}),
ledger AS
  (SELECT business_date, channel, journal_id, leg, 1 AS expected, 0 AS found FROM settlement.ledger_entry
   WHERE account = concat('channel:', channel) AND cause IN ('PAYMENT', 'REFUND')
     AND (business_date, toString(channel)) IN (SELECT business_date, toString(channel) FROM days)
   UNION ALL
   SELECT business_date, channel, ledger_journal_id, ledger_leg, 0, 1 FROM settlement.reconciliation_item
   WHERE ledger_journal_id != '' AND ledger_date = business_date AND ledger_cause IN ('PAYMENT', 'REFUND')
     AND (business_date, toString(channel)) IN (SELECT business_date, toString(channel) FROM days)),
lines AS
  (SELECT business_date, channel, merchant, line_no, kind, channel_txn_id, channel_refund_id, 1 AS expected, 0 AS found
   FROM settlement.channel_statement_line
   WHERE purpose = 'TRADE' AND (business_date, toString(channel)) IN (SELECT business_date, toString(channel) FROM days)
   UNION ALL
   SELECT business_date, channel, channel_merchant, channel_line_no, channel_cause, channel_txn_id, channel_refund_id, 0, 1
   FROM settlement.reconciliation_item
   WHERE channel_merchant != '' AND channel_date = business_date
     AND (business_date, toString(channel)) IN (SELECT business_date, toString(channel) FROM days))
SELECT 'ledger-rows-classified-once' AS name, toUInt64(countIf(e != 1 OR f != 1)) AS faults, concat(toString(toUInt64(sum(e))), ' rows') AS figure
FROM (SELECT sum(expected) AS e, sum(found) AS f FROM ledger GROUP BY business_date, channel, journal_id, leg)
UNION ALL
SELECT 'statement-lines-classified-once', toUInt64(countIf(e != 1 OR f != 1)), concat(toString(toUInt64(sum(e))), ' lines')
FROM (SELECT sum(expected) AS e, sum(found) AS f FROM lines
      GROUP BY business_date, channel, merchant, line_no, kind, channel_txn_id, channel_refund_id)
