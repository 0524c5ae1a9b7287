-- Settlements whose lines do not add up to what they say, or whose payout is not ordered as they say.
SELECT count(*) FILTER (WHERE lines.total IS DISTINCT FROM s.net OR lines.happened IS DISTINCT FROM s.activity
                           OR coalesce(p.amount, 0) <> s.payout OR s.carried_forward <> s.net - s.payout) AS faults,
       count(*) || ' settlements, ' || count(p.payout_id) || ' payouts' AS figure
FROM batch.settlement AS s
LEFT JOIN batch.payout AS p USING (settlement_id)
CROSS JOIN LATERAL (
  SELECT coalesce(sum(amount), 0) AS total,
         coalesce(sum(amount) FILTER (WHERE kind IN ('PAYMENT','REFUND','FEE','SHARE','CLAWBACK','ADJUSTMENT')), 0) AS happened
  FROM batch.settlement_line AS l WHERE l.settlement_id = s.settlement_id) AS lines
