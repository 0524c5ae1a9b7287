-- Every window with a day up to this one is closed; none was: no row's value.
SELECT max(business_date) AS business_date FROM batch.settlement_run
