-- What each reconciled day tolerated, of days that are closed and whose night posts it.
SELECT business_date, channel, currency, tolerated_amount
FROM settlement.reconciliation_proof
WHERE tolerated_amount != 0 AND results_layout >= 2 AND business_date >= {from_date:Date} AND business_date <= {to_date:Date}
  AND (toString(channel), business_date) IN
      (SELECT toString(p.channel), p.business_date
       FROM settlement.reconciliation_proof AS p JOIN settlement.day_closing AS c ON c.channel = p.channel
       WHERE c.business_date >= p.business_date)
ORDER BY business_date, channel, currency
