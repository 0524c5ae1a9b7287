-- What a revision gives each receiver of a merchant's orders: by payments, and back by refunds and reversals.
SELECT merchant_id, currency, kind = 'REFUND' OR is_reversal AS is_back, receiver, sum(toInt128(part)) AS total
FROM settlement.settlement_line
ARRAY JOIN receivers AS receiver, parts AS part
WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision = {revision:UInt16} AND kind != 'ADJUSTMENT'
GROUP BY merchant_id, currency, is_back, receiver HAVING total != 0
ORDER BY merchant_id, currency, is_back, receiver
