-- What the choice of a rule set hangs on, of the orders that may be shared for the first time.
SELECT DISTINCT merchant_id, order_kind, currency, paid_date
FROM settlement.sharing_row
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND NOT is_booked AND NOT is_reversal AND kind = 'PAYMENT'
