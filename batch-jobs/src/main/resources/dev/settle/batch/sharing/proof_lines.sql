-- What the lines, but those that killed nights left, say was ordered, per merchant, currency and kind: positive when the merchant's pending account pays. The merchants'
-- fees and the platform's own together are the channel's, so the channels' own legs are left out.
SELECT merchant_id, currency, 'CHANNEL_FEE' AS kind, sum(toInt128(fee)) AS total
FROM settlement.settlement_line WHERE NOT has({left:Array(Tuple(Date, String, UInt16))}, (business_date, toString(channel), revision))
  AND merchant_id != ''
GROUP BY merchant_id, currency HAVING total != 0
UNION ALL
SELECT merchant_id, currency, if(kind = 'REFUND' OR is_reversal, 'CLAWBACK', 'SPLIT') AS ordered, sum(toInt128(arraySum(parts))) AS total
FROM settlement.settlement_line
WHERE NOT has({left:Array(Tuple(Date, String, UInt16))}, (business_date, toString(channel), revision)) AND kind != 'ADJUSTMENT'
GROUP BY merchant_id, currency, ordered HAVING total != 0
