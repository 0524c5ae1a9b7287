-- What partners are called: ClickHouse has the names of merchants only.
SELECT account, name FROM payments.profit_sharing_receiver WHERE account LIKE 'partner:%' ORDER BY account
