-- Closed days never change: no entry stands in a closed day of its channel that was committed in the source behind the closing and was
-- booked after the ledger acknowledged it. The parts of the ledger job hear of a closing one after the other: what one of them books
-- in the moment before it hears of it is committed together with the acknowledgement, and the night compares its totals after that.
-- Hence the tolerance, far above that moment and far below a night.
WITH closings AS
  (SELECT toString(channel) AS closed_channel, business_date AS closed_date,
          min(lsn) OVER later AS closed_lsn, min(acknowledged) OVER later AS closed_at
   FROM (SELECT channel, business_date, min(source_lsn) AS lsn, min(acknowledged_at) AS acknowledged
         FROM settlement.day_closing GROUP BY channel, business_date)
   -- A closing closes every earlier day too.
   WINDOW later AS (PARTITION BY channel ORDER BY business_date ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))
SELECT count() AS faults,
       concat(toString((SELECT count() FROM closings)), ' closings',
              if(faults = 0, '', concat('; first ', min(concat(e.journal_id, ' in ', toString(e.business_date)))))) AS figure
FROM (SELECT toString(channel) AS entry_channel, business_date, source_lsn, booked_at, journal_id
      FROM settlement.ledger_entry
      WHERE toString(channel) IN (SELECT closed_channel FROM closings)) AS e
ASOF JOIN closings AS c ON e.entry_channel = c.closed_channel AND e.business_date <= c.closed_date
WHERE e.source_lsn > c.closed_lsn AND e.booked_at > addSeconds(c.closed_at, 30)
