-- The proof that counts and the one staged to take its place; and the last re-run on record with what it changed.
SELECT
  (SELECT any(sha256) FROM settlement.reconciliation_proof WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS old_sha256,
  (SELECT any(results_sha256) FROM settlement.reconciliation_proof WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS old_results,
  (SELECT any(sha256) FROM settlement.reconciliation_proof_staging WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS new_sha256,
  (SELECT any(results_sha256) FROM settlement.reconciliation_proof_staging WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS new_results,
  (SELECT tuple(max(run), argMax(from_sha256, run), argMax(to_sha256, run)) FROM settlement.reconciliation_rerun_diff
   WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS last_diff,
  toInt64(last_diff.1) AS last_run, last_diff.2 AS last_from, last_diff.3 AS last_to
