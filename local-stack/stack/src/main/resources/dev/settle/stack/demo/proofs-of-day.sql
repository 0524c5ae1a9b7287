SELECT channel, currency, ledger_rows, ledger_amount, channel_lines, channel_amount, matched_rows, matched_amount, fee_amount,
       break_count, break_amount, closing_open_amount - break_amount AS under_way, residual, verdict
FROM settlement.reconciliation_proof WHERE business_date = '{date}' ORDER BY ALL
