SELECT multiIf(startsWith(account, 'user:'), 'in user wallets', startsWith(account, 'merchant:'), 'owed to merchants',
               startsWith(account, 'channel:'), 'in transit at channels', 'other') AS who,
       currency, count(), sum(balance), countIf(balance < 0 AND NOT startsWith(account, 'channel:'))
FROM settlement.account_balance GROUP BY who, currency ORDER BY currency, who DESC
