SELECT multiIf(startsWith(account, 'user:') AND endsWith(account, ':frozen'), 'frozen by holds',
               startsWith(account, 'user:'), 'in user wallets', startsWith(account, 'merchant:'), 'owed to merchants',
               startsWith(account, 'channel:'), 'in transit at channels',
               startsWith(account, 'bank:'), 'at the bank', 'partners and platform') AS who,
       currency, count(), sum(balance),
       countIf(balance < 0 AND NOT startsWith(account, 'channel:') AND NOT startsWith(account, 'bank:') AND account != 'platform:channel-fees')
FROM settlement.account_balance GROUP BY who, currency ORDER BY currency, who DESC
