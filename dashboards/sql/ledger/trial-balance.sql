-- title: Trial balance
-- title.zh: 试算平衡
-- question: What do we owe and what are we owed, by class of account?
-- question.zh: 按账户类别，我们欠谁、谁欠我们多少？
-- chart: bar x=account_class y=balance series=currency
-- unit: debit = money(currency)
-- unit: credit = money(currency)
-- unit: balance = money(currency)
-- column: account_class = Class of account | 账户类别
-- column: currency = Currency | 币种
-- column: accounts = Accounts | 账户数
-- column: debit = Debit | 借方
-- column: credit = Credit | 贷方
-- column: balance = Balance | 余额
-- parameter: as_of Date = today+1 | Up to business date
-- parameter: currency String = | Currency (empty: all)
-- parameter.zh: as_of = 截至业务日
-- parameter.zh: currency = 币种（空：全部）
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
