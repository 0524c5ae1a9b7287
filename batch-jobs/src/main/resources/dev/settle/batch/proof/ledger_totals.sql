-- What the ledger posted, over all days, by the legs that take. A hold captured in parts counts once: its row does not tell the parts.
SELECT channel, kind, cause, currency, if(cause = 'CAPTURE', uniqExactIf(hold_id, cause = 'CAPTURE'), count()) AS row_count,
       sum(toInt128(amount)) AS total
FROM settlement.ledger_entry WHERE amount > 0 GROUP BY channel, kind, cause, currency
