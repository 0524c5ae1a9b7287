-- Items of a channel's day by class.
SELECT class, count() AS items, sum(toInt128(if(channel_merchant != '', channel_amount, ledger_amount))) AS amount,
       if(ledger_currency != '', ledger_currency, channel_currency) AS currency
FROM settlement.reconciliation_item
WHERE business_date = {business_date:Date} AND channel = {channel:String}
GROUP BY class, currency ORDER BY class, currency
