-- Over all entries, per currency, the sum is zero.
SELECT sum(n) AS entries, toUInt64(countIf(total != 0)) AS faults, arrayStringConcat(groupArray(concat(currency, ' ', toString(total))), ', ') AS figure
FROM (SELECT currency, sum(toInt128(amount)) AS total, count() AS n FROM settlement.ledger_entry GROUP BY currency ORDER BY currency)
