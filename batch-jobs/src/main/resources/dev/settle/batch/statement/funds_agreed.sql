-- Fund flows that are agreed on a day. Parameter: business date, twice.
SELECT DISTINCT ON (channel, account_no) channel, account_no, statement_format FROM payments.channel_funds_statement
WHERE effective_from <= ?::date AND (effective_to IS NULL OR effective_to >= ?::date)
ORDER BY channel, account_no, effective_from DESC
