-- Ten rule sets of three to five receivers: one for every merchant, nine for one each; three of the ten ask for the month's volume.
INSERT INTO payments.profit_sharing_rule (rule_set_id, version, merchant_id, currency, effective_from, base, receivers, published_by)
SELECT 'r' || i, 1, CASE WHEN i > 0 THEN 'm' || i END, 'CNY', '2026-01-01', CASE WHEN i % 2 = 0 THEN 'NET' ELSE 'GROSS' END,
       jsonb_build_array(
         jsonb_build_object('account', 'partner:a' || i, 'type', 'PERCENT', 'basisPoints', 700, 'maximum', 50000),
         jsonb_build_object('account', 'partner:b' || i, 'type', 'TIERED', 'by', CASE WHEN i % 4 = 1 THEN 'MONTH_VOLUME' ELSE 'ORDER' END,
           'tiers', '[{"upTo": 20000, "basisPoints": 300}, {"basisPoints": 150}]'::jsonb),
         jsonb_build_object('account', 'platform:fees', 'type', 'FIXED', 'amount', 10))
       || CASE WHEN i % 2 = 0 THEN jsonb_build_array(
            jsonb_build_object('account', 'partner:c' || i, 'type', 'PERCENT', 'basisPoints', 123, 'minimum', 3)) ELSE '[]' END
       || CASE WHEN i % 4 = 0 THEN jsonb_build_array(
            jsonb_build_object('account', 'user:u' || i, 'type', 'PERCENT', 'basisPoints', 50)) ELSE '[]' END,
       'bench'
FROM generate_series(0, 9) AS i
