-- What is agreed with each channel on the day: its accounts, the format of their statement, the grace.
SELECT channel, groupArray(account_no) AS accounts,
       groupArrayIf(account_no, statement_format = 'WECHAT_TRADE_BILL') AS statement_accounts,
       max(grace_days) AS grace_days, count() AS account_count
FROM
  (SELECT channel, account_no, argMax(tuple(statement_format, grace_days), effective_from) AS terms,
          ifNull(terms.1, '') AS statement_format, terms.2 AS grace_days
   FROM settlement.channel_account
   WHERE effective_from <= {business_date:Date} AND (effective_to IS NULL OR effective_to >= {business_date:Date})
   GROUP BY channel, account_no)
GROUP BY channel ORDER BY channel
