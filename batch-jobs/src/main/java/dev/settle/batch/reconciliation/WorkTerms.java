package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Brings the agreed terms of a day to where the matching is: two work tables and parameters. */
final class WorkTerms {
  static final String FEE_RATES = "reconciliation_fee_rate";
  static final String ROUTES = "reconciliation_route";

  /** The last date that ClickHouse's Date holds. */
  private static final LocalDate FOREVER = LocalDate.of(2149, 6, 6);

  private static final long NO_TOLERANCE = -1;

  private WorkTerms() {}

  /** Writes the work tables of the day, which are empty, and adds the parameters. */
  static void write(
      AgreedTerms terms,
      Partition.OfChannel day,
      ClickHouse clickHouse,
      Map<String, Object> parameters) {
    insert(clickHouse, FEE_RATES, feeRates(terms, day));
    insert(clickHouse, ROUTES, routes(terms, day));
    Tolerance tolerance = terms.tolerance();
    parameters.put(
        "tolerance_absolute", tolerance == null ? NO_TOLERANCE : tolerance.absoluteMinor());
    parameters.put("tolerance_ppm", tolerance == null ? 0 : tolerance.relativePpm());
    parameters.put("tolerance_days", tolerance == null ? 0 : tolerance.days());
    parameters.put("zone", day.channel().zone().getId());
    parameters.put("cut_off_shift", secondsToMidnight(day));
  }

  /** A line behind the cut-off belongs to the next date: shifted by this, it does. */
  private static long secondsToMidnight(Partition.OfChannel day) {
    long cutOff = day.channel().cutOff().toSecondOfDay();
    return cutOff == 0 ? 0 : ChronoUnit.DAYS.getDuration().toSeconds() - cutOff;
  }

  private static RowBinaryBlock feeRates(AgreedTerms terms, Partition.OfChannel day) {
    RowBinaryBlock block = new RowBinaryBlock();
    for (RateCard.Period period : RateCard.periods(terms.feeRates())) {
      FeeRate rate = period.rate();
      block
          .date(day.date())
          .string(day.channel().name())
          .string(period.accountNo())
          .string(period.kind())
          .date(held(period.from()))
          .int8(period.direction())
          .bool(rate != null)
          .int32(rate == null ? 0 : rate.ratePpm())
          .int64(rate == null ? 0 : rate.fixedMinor())
          .int64(rate == null ? 0 : rate.minimumMinor())
          .int64(rate == null || rate.maximumMinor() == null ? Long.MAX_VALUE : rate.maximumMinor())
          .string(rate == null ? "" : rate.rounding());
    }
    return block;
  }

  private static RowBinaryBlock routes(AgreedTerms terms, Partition.OfChannel day) {
    RowBinaryBlock block = new RowBinaryBlock();
    for (MerchantRoute route : terms.routes()) {
      LocalDate to = route.to();
      block
          .date(day.date())
          .string(day.channel().name())
          .string(route.merchantId())
          .string(route.accountNo())
          .date(held(route.from()))
          .date(to == null ? FOREVER : held(to));
    }
    return block;
  }

  private static LocalDate held(LocalDate date) {
    if (date.isBefore(LocalDate.EPOCH)) {
      return LocalDate.EPOCH;
    }
    return date.isAfter(FOREVER) ? FOREVER : date;
  }

  private static void insert(ClickHouse clickHouse, String table, RowBinaryBlock block) {
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement." + table, block.bytes(), block.size());
    }
  }
}
