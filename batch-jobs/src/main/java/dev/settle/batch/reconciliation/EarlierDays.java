package dev.settle.batch.reconciliation;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.statement.AgreedChannel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The days that have to be reconciled before a day can be: what they leave open is carried over to
 * it. A day whose statement is not there lets the days after it wait.
 */
public final class EarlierDays {
  private static final int DAYS_SHOWN = 10;

  private final ClickHouse clickHouse;

  /** Asks this server. */
  public EarlierDays(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * Requires that no day with business was left out since the last proved one.
   *
   * @throws BatchException 75 with the days to run first, in their order
   */
  public void requireReconciled(AgreedChannel agreed, LocalDate date) {
    List<String> missed = missed(agreed, date);
    if (!missed.isEmpty()) {
      throw BatchException.incomplete(
          "INCOMPLETE: %s %s waits for earlier days that are not reconciled; run the night first, in this order, for %s"
              .formatted(agreed.channel(), date, shown(missed)));
    }
  }

  /** The days with business before this one that are not reconciled, in their order. */
  public List<String> missed(AgreedChannel agreed, LocalDate date) {
    return clickHouse
        .rowsOf(
            "reconciliation/earlier_days.sql",
            Map.of("business_date", date.toString(), "channel", agreed.channel().name()))
        .stream()
        .map(row -> row.getString("missed"))
        .toList();
  }

  private static String shown(List<String> days) {
    String first = String.join(", ", days.subList(0, Math.min(days.size(), DAYS_SHOWN)));
    return days.size() <= DAYS_SHOWN
        ? first
        : first + " and " + (days.size() - DAYS_SHOWN) + " more to " + days.get(days.size() - 1);
  }
}
