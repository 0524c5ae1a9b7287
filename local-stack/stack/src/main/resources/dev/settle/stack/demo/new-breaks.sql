-- What came up on a day, by whose statement; of payouts by the id that the ledger knows them by.
SELECT toString(channel) AS sender, toString(class) AS found, order_id, refund_id
FROM settlement.reconciliation_break WHERE business_date = '{date}' AND origin_date = '{date}'
UNION ALL
SELECT 'BANK', toString(class), arrayStringConcat(arraySort(groupUniqArrayIf(references[1], side = 'LEDGER')), ' '), ''
FROM settlement.bank_item WHERE business_date = '{date}' AND origin_date = '{date}' AND is_open AND class != 'PENDING'
GROUP BY class, group_id
ORDER BY ALL
