-- Each journal's entries sum to zero in each currency.
SELECT toUInt64(sum(fault)) AS faults, concat(toString(count()), ' journals') AS figure
FROM (SELECT sum(toInt128(amount)) != 0 AS fault FROM settlement.ledger_entry GROUP BY journal_id, currency)
