-- How the demonstration's merchants are settled where that is not the standard: merchants in euro by TARGET with a reserve, the first in yuan
-- with a cut-off in the afternoon, and none below a minimum.
INSERT INTO payments.settlement_terms (payee, currency, effective_from, calendar, cycle_days, cut_off, zone, reserve_basis_points, reserve_days, minimum_payout, agreed_by)
SELECT payee, currency, DATE '2025-01-01', calendar, cycle_days, cut_off::time, zone, reserve, reserve_days, minimum, 'demo'
FROM (VALUES
  ('merchant:m-cny-001', 'CNY', 'CHINA', 1, '17:00', 'Asia/Shanghai', 500, 30, 0),
  ('merchant:m-cny-003', 'CNY', 'CHINA', 1, '00:00', 'Asia/Shanghai', 0, 0, 1000000),
  ('merchant:m-eur-001', 'EUR', 'TARGET', 2, '00:00', 'Europe/Berlin', 1000, 90, 0))
  AS terms (payee, currency, calendar, cycle_days, cut_off, zone, reserve, reserve_days, minimum)
ON CONFLICT (payee, currency, effective_from) DO NOTHING
