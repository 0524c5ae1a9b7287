-- Payouts and how they stand; an empty parameter restricts nothing. Parameters: due twice, state twice, payee twice, how many.
SELECT payout_id, payee, currency, amount, due, state, coalesce(batch_id, '') AS batch_id, coalesce(returned_for, '') AS returned_for,
       count(*) OVER () AS total
FROM batch.payout_state
WHERE (? = '' OR due = nullif(?, '')::date) AND (? = '' OR state = ?) AND (? = '' OR payee = ?)
ORDER BY due DESC, payee COLLATE "C", payout_id COLLATE "C" LIMIT ?
