-- Whether payouts in a currency were ordered before and what is still due has no bank account to go to. Parameters: currency, currency, due.
SELECT EXISTS (SELECT FROM batch.payout_batch_state WHERE currency = ? AND state IN ('APPROVED', 'FILED'))
   AND NOT EXISTS (SELECT FROM batch.payout_state
                   WHERE currency = ? AND due <= ?::date AND state IN ('OPEN', 'HELD')
                     AND batch.payee_account_from(payee, currency) IS NOT NULL) AS all_paid
