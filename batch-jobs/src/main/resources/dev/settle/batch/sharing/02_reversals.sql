-- What earlier revisions of the night have and the night does not say any more, or says otherwise: taken back.
INSERT INTO settlement.sharing_row
  (business_date, channel, is_booked, is_reversal, merchant_id, partner, currency, kind, reference, journal_id, order_id, order_kind,
   occurred_at, paid_date, amount, fee, moved)
SELECT {business_date:Date}, {channel:String}, false, true, any(merchant_id), any(line_partner), any(currency), any(kind), any(reference),
       any(journal_id), any(order_id), any(order_kind), any(occurred_at), any(paid_date), -any(line_amount), -any(line_fee), -any(line_moved)
FROM
  (SELECT merchant_id, currency, kind, reference, journal_id, order_id, order_kind, occurred_at, paid_date, is_reversal,
          if(merchant_id = '', toString(receivers[1]), '') AS line_partner, if(is_reversal, -amount, amount) AS line_amount,
          if(is_reversal, -fee, fee) AS line_fee, if(merchant_id != '', 0, if(is_reversal, -parts[1], parts[1])) AS line_moved,
          sipHash128(journal_id, merchant_id, line_partner, toString(currency), line_amount, line_fee, line_moved) AS print
   FROM settlement.settlement_line
   WHERE business_date = {business_date:Date} AND channel = {channel:String} AND revision <= {last:UInt16})
GROUP BY print
HAVING sum(if(is_reversal, -1, 1)) = 1
   AND print NOT IN
       (SELECT sipHash128(journal_id, merchant_id, toString(partner), toString(currency), amount, fee, moved) FROM settlement.sharing_row
        WHERE business_date = {business_date:Date} AND channel = {channel:String} AND is_booked)
