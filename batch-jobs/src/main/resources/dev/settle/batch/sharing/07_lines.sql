-- The rule (docs/decisions/0012; dev.settle.batch.sharing.Allocator is the same in Java): what the order gives each receiver as it stands after
-- a row, less what it gave before. Claims are ten-thousandths of a minor unit. Exact integers: a claim is at most 10^19, times a limit of
-- 10^15 is well within 128 bits. A base of zero has no limit, so all its claims are lowered to zero.
INSERT INTO settlement.settlement_line_staging
  (business_date, channel, revision, merchant_id, currency, kind, is_reversal, reference, journal_id, order_id, order_kind, occurred_at,
   paid_date, amount, fee, rule_set, rule_version, month_volume, receivers, parts, window_day, receiver_windows)
WITH
claimed AS
  (SELECT *,
          greatest(order_amount - if(is_net, greatest(order_fee, 0), 0), 0) AS base,
          intDiv(base * cap, 10000) AS most,
          arrayMap((amount_fixed, minimum, maximum, on_volume, tier_lows, tier_ups, tier_rates) ->
              least(greatest(toInt128(amount_fixed) * 10000
                             + arraySum((low, up, rate) -> rate * greatest(least(on_volume * month_volume + base, up)
                                                                           - greatest(on_volume * month_volume, low), 0),
                                 tier_lows, tier_ups, tier_rates),
                             toInt128(minimum) * 10000),
                    toInt128(maximum) * 10000),
            fixed, minimums, maximums, by_volume, lows, ups, rates) AS claims,
          arraySum(claims) AS all_claims,
          all_claims > most * 10000 AS is_lowered, if(is_lowered, most, 1) AS numerator, if(is_lowered, all_claims, 10000) AS denominator
   FROM
     (SELECT * EXCEPT (business_date, channel), toDate(occurred_at, {zone:String}) AS day FROM settlement.sharing_state
      WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS s
   ASOF LEFT JOIN
     (SELECT rule_set AS r_set, rule_version AS r_version, since AS r_since, * EXCEPT (business_date, channel, rule_set, rule_version, since)
      FROM settlement.sharing_rule WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS r
   ON r_set = rule_set AND r_version = rule_version AND r_since <= day),
rounded AS
  (SELECT *, arrayMap(claim -> intDiv(claim * numerator, denominator), claims) AS floors,
          arrayMap((claim, whole) -> claim * numerator - whole * denominator, claims, floors) AS rests,
          most - arraySum(floors) AS rest_of_most,
          -- The units that rounding down leaves go to the largest rests, ties in the receivers' order: no two have the same rank.
          if(remainder = 0, intDiv(all_claims * numerator, denominator) - arraySum(floors), 0) AS missing,
          arrayMap((rest, i) -> rest * 64 + (64 - i), rests, arrayEnumerate(rests)) AS ranks,
          if(missing > 0, arrayReverseSort(ranks)[toUInt8(missing)], 0) AS last_rank
   FROM claimed),
target AS
  (SELECT *, arrayMap((whole, maximum, rank, i) ->
               toInt64(if(i = remainder, least(rest_of_most, maximum), whole + (missing > 0 AND rank >= last_rank))),
             floors, maximums, ranks, arrayEnumerate(floors)) AS given
   FROM rounded),
line AS
  (SELECT *, arrayMap((now, before) -> now - before, given, arrayResize(shared, length(given))) AS line_parts FROM target WHERE is_single
   UNION ALL
   SELECT *, arrayMap((now, before) -> now - before, given,
               if(position = 1, arrayResize(shared, length(given)), lagInFrame(given) OVER (PARTITION BY order_id ORDER BY position
                 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)))
   FROM target WHERE NOT is_single),
placed AS
  (SELECT *, if(cycle = 0, {standard_cycles:Map(String, UInt16)}[toString(currency)], cycle) AS own_cycle, days[own_cycle] AS own_day
   FROM (SELECT *, if(merchant_id = '', toString(partner), concat('merchant:', merchant_id)) AS payee, {channel:String} AS at_channel FROM line) AS l
   ASOF LEFT JOIN
     (SELECT payee AS p_payee, currency AS p_currency, since AS p_since, cycle
      FROM settlement.sharing_payee WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS p
   ON p_payee = payee AND p_currency = currency AND p_since <= day
   ASOF LEFT JOIN
     (SELECT toString(channel) AS w_channel, since AS w_since, days
      FROM settlement.sharing_window WHERE business_date = {business_date:Date} AND channel = {channel:String}) AS w
   ON w_channel = at_channel AND w_since <= occurred_at)
SELECT {business_date:Date}, {channel:String}, {revision:UInt16}, merchant_id, currency, kind, is_reversal, reference, journal_id, order_id, order_kind,
       occurred_at, paid_date, amount, fee, rule_set, rule_version, month_volume,
       if(partner = '', receivers, [partner]), if(partner = '', line_parts, [moved]), own_day,
       if(partner = '', arrayMap(cycle_of -> if(cycle_of = 0, toDate(0), days[cycle_of]), cycles), [own_day])
FROM placed
