-- Payouts of approved batches and returned ones against the instructions of kind PAYOUT: what one side lacks, or says otherwise.
WITH wanted AS (
  SELECT 'payout/' || payout_id AS business_key, batch.payout_legs(payee, account_no, currency, amount) AS legs
  FROM batch.payout_state WHERE state IN ('APPROVED','FILED','PAID','RETURNED')
  UNION ALL
  SELECT 'return/' || payout_id, batch.payout_legs(payee, account_no, currency, -amount) FROM batch.payout_state WHERE state = 'RETURNED'
)
SELECT count(*) FILTER (WHERE w.business_key LIKE 'payout/%') AS paid, count(*) FILTER (WHERE w.business_key LIKE 'return/%') AS returned,
       count(*) FILTER (WHERE w.legs IS DISTINCT FROM o.legs) AS faults,
       coalesce(string_agg(coalesce(w.business_key, o.business_key), ', ' ORDER BY coalesce(w.business_key, o.business_key))
                  FILTER (WHERE w.legs IS DISTINCT FROM o.legs), '') AS which
FROM wanted w FULL JOIN (SELECT business_key, legs FROM payments.ledger_instruction WHERE kind = 'PAYOUT') o USING (business_key)
