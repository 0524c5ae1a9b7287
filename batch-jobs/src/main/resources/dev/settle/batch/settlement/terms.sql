-- Every row of the terms: a payee has few.
SELECT payee, currency, effective_from, calendar, cycle_days, cut_off, zone, reserve_basis_points, reserve_days, minimum_payout
FROM payments.settlement_terms ORDER BY payee, currency, effective_from
