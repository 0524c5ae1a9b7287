-- Days after this one whose proofs are to be made again: all of them, when the first does not follow this day's proof.
WITH
  (SELECT any(sha256) FROM settlement.reconciliation_proof
   WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS this_proof,
  (SELECT argMin(previous_sha256, business_date) FROM settlement.reconciliation_proof
   WHERE business_date > {business_date:Date} AND channel = {channel:String}) AS followed
SELECT DISTINCT toString(business_date) AS later
FROM settlement.reconciliation_proof
WHERE business_date > {business_date:Date} AND channel = {channel:String} AND followed != this_proof
ORDER BY later
