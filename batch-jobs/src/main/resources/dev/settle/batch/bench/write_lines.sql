-- What writing the lines costs by itself: the ledger's rows read once, and as many lines of the same width written, in the lines' order.
INSERT INTO bench.written_line
SELECT business_date, channel, 1, ifNull(merchant_id, ''), currency, cause, false, ifNull(refund_id, order_id), journal_id, order_id, kind, event_time,
       business_date, amount, intDiv(amount, 166), 'rules', 1, 0, ['partner:a', 'partner:b', 'platform:fees', 'partner:c'],
       [intDiv(amount, 10), intDiv(amount, 20), 10, intDiv(amount, 70)], business_date, [business_date, business_date, toDate(0), business_date]
FROM settlement.ledger_entry
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND cause IN ('PAYMENT', 'REFUND')
