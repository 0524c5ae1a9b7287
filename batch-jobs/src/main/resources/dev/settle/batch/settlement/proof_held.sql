-- What the ledger holds for each payee against what its settlements and lines say is open, per account, by what the night itself ordered
-- (docs/decisions/0014). Pending: what was shared and is in no settled window. Payable: carried forward, less owed, and payouts not booked.
-- Frozen: reserves. A returned payout is payable again until a settlement takes it up.
SELECT toInt64(countIf(ledger != books)) AS faults,
       concat(toString(count()), ' accounts of payees', if(faults = 0, '', concat('; first: ', toString(minIf((account, code, ledger, books), ledger != books))))) AS figure
FROM
(
  SELECT account, code, sum(part_ledger) AS ledger, sum(part_books) AS books
  FROM
  (
    SELECT toString(account) AS account, toString(currency) AS code, toInt128(amount) AS part_ledger, toInt128(0) AS part_books
    FROM settlement.ledger_entry
    WHERE cause = 'INSTRUCTION' AND (account >= 'merchant:' AND account < 'merchant;' OR account >= 'partner:' AND account < 'partner;')
      AND (startsWith(ifNull(business_key, ''), 'share/') OR startsWith(ifNull(business_key, ''), 'settle/')
           OR startsWith(ifNull(business_key, ''), 'payout/') OR startsWith(ifNull(business_key, ''), 'return/'))
    UNION ALL
    SELECT concat('merchant:', merchant_id, ':pending'), toString(currency), toInt128(0), -toInt128(amount)
    FROM settlement.settlement_line WHERE merchant_id != ''
      AND (business_date, toString(channel), revision) NOT IN
          (SELECT toDate(t.1), t.2, t.3 FROM (SELECT arrayJoin({uncommitted:Array(Tuple(String, String, UInt16))}) AS t))
    UNION ALL
    SELECT toString(receiver), toString(currency), toInt128(0), -toInt128(part)
    FROM settlement.settlement_line ARRAY JOIN receivers AS receiver, parts AS part
    WHERE kind = 'ADJUSTMENT' AND merchant_id = ''
      AND (business_date, toString(channel), revision) NOT IN
          (SELECT toDate(t.1), t.2, t.3 FROM (SELECT arrayJoin({uncommitted:Array(Tuple(String, String, UInt16))}) AS t))
    UNION ALL
    SELECT if(startsWith(payee, 'merchant:'), concat(payee, ':pending'), payee), toString(currency), toInt128(0), toInt128(amount)
    FROM settlement.payee_line WHERE window_day > {last_settled:Date}
      AND (business_date, toString(channel), revision) NOT IN
          (SELECT toDate(t.1), t.2, t.3 FROM (SELECT arrayJoin({uncommitted:Array(Tuple(String, String, UInt16))}) AS t))
    UNION ALL
    SELECT payee, toString(currency), toInt128(0), toInt128(argMax(carried_forward, window_day)) - toInt128(argMax(receivable, window_day)) + sum(toInt128(payout))
    FROM settlement.payee_settlement GROUP BY payee, currency
    UNION ALL
    SELECT concat(payee, ':frozen'), toString(currency), toInt128(0), toInt128(argMax(reserve_held, window_day))
    FROM settlement.payee_settlement WHERE startsWith(payee, 'merchant:') GROUP BY payee, currency
    UNION ALL
    SELECT toString(account), toString(currency), toInt128(0), toInt128(amount)
    FROM settlement.ledger_entry
    WHERE cause = 'INSTRUCTION' AND kind = 'PAYOUT' AND (account >= 'merchant:' AND account < 'merchant;' OR account >= 'partner:' AND account < 'partner;')
      AND (startsWith(ifNull(business_key, ''), 'payout/') OR startsWith(ifNull(business_key, ''), 'return/'))
    UNION ALL
    SELECT s.payee, toString(s.currency), toInt128(0), -toInt128(l.amount)
    FROM settlement.payee_settlement_line AS l INNER JOIN settlement.payee_settlement AS s ON s.settlement_id = l.settlement_id
    WHERE l.kind = 'PAYOUT_RETURNED'
  )
  GROUP BY account, code HAVING ledger != 0 OR books != 0
)
