-- What the ledger has alone, written down as if the channel listed it so: 02_channel_side gives such lines the fee that the night would
-- expect of them. Each is its item's id in the place of our own. One line for each account that may take it. Its date is the one to
-- which it belongs, noon of that: the card's row is chosen by it.
INSERT INTO settlement.channel_statement_line
  (business_date, channel, merchant, line_no, kind, state, channel_txn_id, order_id, currency, amount, occurred_at, purpose)
WITH
alone AS
  (SELECT * FROM settlement.reconciliation_item_staging
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND ledger_journal_id != '' AND channel_merchant = '' AND group_id = ''
     AND ledger_cause IN ('PAYMENT', 'REFUND')),
late AS
  (SELECT journal_id, leg, original_business_date FROM settlement.ledger_entry
   WHERE account = concat('channel:', {channel:String}) AND original_business_date IS NOT NULL
     AND business_date <= {business_date:Date} AND business_date >= (SELECT min(ledger_date) FROM alone))
SELECT {business_date:Date}, {channel:String},
       arrayJoin(if(ledger_accounts = '', {accounts:Array(String)}, splitByChar(',', toString(ledger_accounts)))), 1, ledger_cause, 'SUCCESS',
       ledger_channel_id, item_id, ledger_currency, ledger_amount,
       addHours(toDateTime(ifNull(late.original_business_date, assumeNotNull(ledger_date)), {zone:String}), 12) - {cut_off_shift:Int32}, 'TRADE'
FROM alone
LEFT JOIN late ON late.journal_id = alone.ledger_journal_id AND late.leg = alone.ledger_leg
SETTINGS join_algorithm = 'hash'
