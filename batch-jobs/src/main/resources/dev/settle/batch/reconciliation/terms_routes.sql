-- Which accounts take a merchant's payments at a channel. Parameter: channel.
SELECT merchant_id, account_no, effective_from, effective_to
FROM payments.merchant_channel_account WHERE channel = ?
ORDER BY merchant_id COLLATE "C", account_no COLLATE "C", effective_from
