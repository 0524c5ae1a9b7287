-- What the ledger holds, by whom it is held; and what the statements' lines took as fees.
SELECT toString(currency) AS code, holder, sum(part) AS total
FROM
(
  SELECT currency,
         multiIf(startsWith(account, 'merchant:') AND endsWith(account, ':pending'), 'merchants pending',
                 startsWith(account, 'merchant:') AND endsWith(account, ':frozen'), 'reserves',
                 startsWith(account, 'merchant:'), 'merchants settled',
                 startsWith(account, 'partner:'), 'partners',
                 startsWith(account, 'platform:'), 'platform', 'users') AS holder,
         toInt128(amount) AS part
  FROM settlement.ledger_entry WHERE NOT startsWith(account, 'channel:') AND NOT startsWith(account, 'bank:')
  UNION ALL
  SELECT currency, 'fees of lines', toInt128(fee) FROM settlement.settlement_line
  WHERE (business_date, toString(channel), revision) NOT IN
        (SELECT toDate(t.1), t.2, t.3 FROM (SELECT arrayJoin({uncommitted:Array(Tuple(String, String, UInt16))}) AS t))
)
GROUP BY code, holder HAVING total != 0 ORDER BY code, holder
