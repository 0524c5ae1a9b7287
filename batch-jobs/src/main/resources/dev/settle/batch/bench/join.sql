-- What the engine needs only to bring the two sides' rows together: the keys of both, joined and counted.
SELECT count() AS joined
FROM
  (SELECT cause, ifNull(if(cause = 'REFUND', channel_refund_id, channel_txn_id), '') AS channel_id
   FROM settlement.ledger_entry
   WHERE account = concat('channel:', {channel:String}) AND business_date = {business_date:Date}) AS ledger
INNER JOIN
  (SELECT kind AS cause, if(kind = 'REFUND', channel_refund_id, channel_txn_id) AS channel_id
   FROM settlement.channel_statement_line
   WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS line
ON ledger.cause = line.cause AND ledger.channel_id = line.channel_id
