-- What is agreed with each channel on the day: its accounts, the format of their statement, the grace.
SELECT channel,
       groupArrayIf(account_no, ifNull(terms.1, '') != '') AS statement_accounts,
       groupArrayIf(ifNull(terms.1, ''), ifNull(terms.1, '') != '') AS statement_formats,
       max(terms.2) AS grace_days
FROM
  (SELECT channel, account_no, argMax(tuple(statement_format, grace_days), effective_from) AS terms
   FROM settlement.channel_account
   WHERE effective_from <= {business_date:Date} AND (effective_to IS NULL OR effective_to >= {business_date:Date})
   GROUP BY channel, account_no)
GROUP BY channel ORDER BY channel
