-- What the channels' statements are expected to list, known while the day still runs. A plain view: asking costs one read of the channel's
-- account in the ledger, restricted by ledger_account and business_date to the rows that are asked for, and landing pays nothing for it.
CREATE OR REPLACE VIEW settlement.expected_channel_line
AS SELECT entry.account AS ledger_account, entry.business_date AS business_date, entry.channel AS channel,
          terms.account_no AS account_no, entry.cause AS kind,
          ifNull(if(entry.cause = 'REFUND', entry.channel_refund_id, entry.channel_txn_id), '') AS channel_id,
          if(entry.cause = 'REFUND', ifNull(entry.refund_id, ''), entry.order_id) AS own_id,
          -entry.amount AS amount, entry.currency AS currency,
          toInt64(round(toDecimal128(-entry.amount, 0) * toDecimal128(terms.ppm, 0) * toDecimal128('0.000001', 6), 0)) AS fee,
          entry.event_time AS event_time,
          entry.business_date > closed.closed_to AS is_open
   FROM settlement.ledger_entry AS entry
   ASOF LEFT JOIN
     (SELECT channel, effective_from, if(uniqExact(account_no) = 1, any(account_no), '') AS account_no, max(fee_rate_ppm) AS ppm
      FROM settlement.channel_account GROUP BY channel, effective_from) AS terms
   ON entry.channel = terms.channel AND entry.business_date >= terms.effective_from
   LEFT JOIN (SELECT channel, max(business_date) AS closed_to FROM settlement.day_closing GROUP BY channel) AS closed
   ON entry.channel = closed.channel
   WHERE startsWith(entry.account, 'channel:') AND entry.cause IN ('PAYMENT', 'REFUND')
COMMENT 'One row for each line that a channel should list: amounts as the channel owes them, minor units; fee by the terms of the channel''s account (of several accounts the dearest, and account_no is empty); is_open: the day is not closed yet';
