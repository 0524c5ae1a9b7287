-- title: Trial balance
-- question: What do we owe and what are we owed, by class of account?
-- chart: bar x=account_class y=balance series=currency
-- unit: debit = money(currency)
-- unit: credit = money(currency)
-- unit: balance = money(currency)
-- parameter: as_of Date = today+1 | Up to business date
-- parameter: currency String = | Currency (empty: all)
-- refresh: 60s
-- position: 2

-- The class is the address without its id: user:42:frozen is user:frozen; platform accounts have no id.
SELECT
  multiIf(parts[1] = 'platform', account,
          length(parts) > 2, concat(parts[1], ':', parts[-1]),
          parts[1]) AS account_class,
  currency,
  count() AS accounts,
  sum(debits) AS debit,
  sum(credits) AS credit,
  sum(net) AS balance
FROM
(
  SELECT
    account,
    splitByChar(':', account) AS parts,
    currency,
    sumIf(-toInt128(amount), amount < 0) AS debits,
    sumIf(toInt128(amount), amount > 0) AS credits,
    sum(toInt128(amount)) AS net
  FROM settlement.ledger_entry
  WHERE business_date <= {as_of:Date} AND ({currency:String} = '' OR currency = {currency:String})
  GROUP BY account, currency
)
GROUP BY account_class, currency
ORDER BY currency, account_class
