-- Every row of the two sides as it stands between what is expected and what is listed. An item that was found on a day before, and stays
-- as it is, is none: it was left out of the matching. A line of a day before that waits alone is none of this statement either.
-- A row that is a fee and nothing else is a line only: what it is charged for is on no side.
INSERT INTO settlement.expected_line
WITH
rated AS
  (SELECT order_id AS item_id, if(uniqExact(merchant) = 1, toString(any(merchant)), '') AS account,
          if(min(expected_fee) = max(expected_fee), toNullable(any(expected_fee)), NULL) AS fee
   FROM settlement.reconciliation_channel_row
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND channel_date = {business_date:Date}
   GROUP BY order_id),
item AS
  (SELECT *, ledger_journal_id != '' AND ledger_date IS NOT NULL AS in_ledger, channel_merchant != '' AND channel_date = {business_date:Date} AS in_file,
          channel_merchant != '' AND NOT in_file AS in_earlier_file,
          multiIf(
            in_ledger AND in_earlier_file, 'LISTED_EARLIER',
            in_ledger AND channel_merchant = '' AND class = 'PENDING' AND ledger_kind = 'WITHDRAWAL', 'NOT_LISTED',
            in_ledger AND channel_merchant = '' AND group_id = '' AND ledger_cause NOT IN ('PAYMENT', 'REFUND'), 'NOT_LISTED',
            in_ledger AND channel_merchant = '' AND class IN ('PENDING', 'MISSING_IN_CHANNEL'), 'TO_COME',
            class IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'LATE'), 'CONFIRMED',
            NOT in_ledger AND group_id = '', 'NOT_EXPECTED',
            'DIFFERS') AS stands
   FROM settlement.reconciliation_item_staging
   WHERE business_date = {business_date:Date} AND channel = {channel:String})
SELECT stands, assumeNotNull(if(in_ledger, ledger_date, channel_date)), if(in_ledger, ledger_cause, channel_cause),
       multiIf(in_ledger, ledger_channel_id, channel_cause = 'REFUND', channel_refund_id, channel_txn_id),
       multiIf(in_ledger AND ledger_cause = 'REFUND', ledger_refund_id, in_ledger, ledger_order_id,
               channel_cause = 'REFUND', channel_own_refund_id, channel_order_id),
       class, if(channel_merchant = '', rated.account, toString(channel_merchant)),
       in_ledger, ledger_currency, ledger_amount,
       multiIf(stands = 'TO_COME', rated.fee, group_id != '' OR in_ledger AND channel_merchant != '', toNullable(expected_fee), NULL),
       in_file, if(in_file, channel_currency, ''), if(in_file, channel_amount, 0), if(in_file, channel_fee, 0),
       if(in_file, channel_state, ''), if(in_file, channel_line_no, 0)
FROM item
LEFT JOIN rated ON rated.item_id = item.item_id
WHERE in_ledger OR in_file
SETTINGS join_algorithm = 'full_sorting_merge'
