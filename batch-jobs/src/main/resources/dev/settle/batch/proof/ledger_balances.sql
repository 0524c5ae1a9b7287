-- Every account's balance by the ledger, all shards together, in the order of balances_from_source.sql: by bytes.
SELECT account, currency, balance FROM settlement.account_balance ORDER BY account, currency
SETTINGS optimize_aggregation_in_order = 1
