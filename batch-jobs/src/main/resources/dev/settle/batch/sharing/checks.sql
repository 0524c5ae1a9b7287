-- Faults of a revision before it is swapped in; all must be zero. Items that are closed by the statement against the rows made of them;
-- those against the lines of all the night's revisions, each journal and account once; and the parts of each order, over all nights, against
-- its amount less refunds: none is negative and together they are no more, so that a full refund leaves none.
WITH
row AS (SELECT * FROM settlement.sharing_row WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_reversal),
line AS
  (SELECT * FROM settlement.settlement_line_staging
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision = {revision:UInt16}),
known AS (SELECT * FROM settlement.sharing_order WHERE business_date = {business_date:Date} AND channel = {channel:String})
SELECT
  (SELECT toInt64(count()) FROM settlement.reconciliation_item
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_open AND {channel:String} != 'WALLET'
     AND (class IN ('MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'LATE') OR matched_by = 'CORRECTION')
     AND ledger_journal_id != '' AND ledger_cause IN ('PAYMENT', 'REFUND') AND ledger_kind IN ('PURCHASE', 'TIP'))
  - (SELECT toInt64(countIf(kind != 'ADJUSTMENT' AND {channel:String} != 'WALLET')) FROM row) AS items_without_row,
  (SELECT toInt64(count() - uniqExact(sipHash128(journal_id, merchant_id, toString(partner), toString(currency)))) FROM row) AS rows_twice,
  (SELECT toInt64(count()) FROM row)
  - (SELECT sum(if(is_reversal, -1, 1)) FROM line)
  - (SELECT sum(if(is_reversal, -1, 1)) FROM settlement.settlement_line
     WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision <= {last:UInt16}) AS rows_without_line,
  (SELECT toInt64(countIf(rule_set != '' AND empty(receivers))) FROM line) AS lines_without_rule,
  (SELECT toInt64(countIf(window_day = '1970-01-01')) FROM line) AS lines_without_window,
  (SELECT toInt64(countIf(arrayExists(part -> part < 0, parts) OR toInt128(arraySum(parts)) > greatest(amount, 0)))
   FROM line WHERE kind != 'ADJUSTMENT' AND order_id NOT IN (SELECT order_id FROM known)) AS orders_with_wrong_parts,
  (SELECT toInt64(count()) FROM
     (SELECT order_id, sum(toInt128(amount)) AS left, sumForEach(parts) AS order_parts FROM
        (SELECT order_id, toInt128(amount) AS amount, parts FROM line
         WHERE kind != 'ADJUSTMENT' AND order_id IN (SELECT order_id FROM known)
         UNION ALL
         SELECT order_id, amount, shared FROM known)
      GROUP BY order_id)
   WHERE arrayExists(part -> part < 0, order_parts) OR toInt128(arraySum(order_parts)) > greatest(left, 0)) AS known_orders_with_wrong_parts
