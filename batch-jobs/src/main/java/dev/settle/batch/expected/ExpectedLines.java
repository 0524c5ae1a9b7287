package dev.settle.batch.expected;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.payment.Channel;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a channel's statement of a day should list, by what the ledger has booked until now. Cheap
 * at any time: ClickHouse reads the day's rows of the channel's account once and nothing is
 * written, so the landing job is not held up.
 */
public final class ExpectedLines {
  private final ClickHouse clickHouse;

  /** Over this server. */
  public ExpectedLines(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** The totals by kind, currency and account. */
  public List<Total> of(Channel channel, LocalDate date) {
    return clickHouse
        .rowsOf(
            "expected/totals.sql",
            Map.of("channel", channel.name(), "business_date", date.toString()))
        .stream()
        .map(
            row ->
                new Total(
                    row.getString("kind"),
                    row.getString("currency"),
                    row.getString("account_no"),
                    row.getLong("line_count"),
                    row.getBigInteger("amount_sum"),
                    row.getBigInteger("fee_sum"),
                    row.getString("newest"),
                    row.getBoolean("open")))
        .toList();
  }

  /**
   * Lines of one kind.
   *
   * @param kind PAYMENT or REFUND
   * @param currency ISO 4217
   * @param account our account at the channel; empty when it has several
   * @param lines how many
   * @param amount what the channel owes by them, minor units; negative for refunds
   * @param fee by the terms of the account, minor units
   * @param newest when the latest of them happened, UTC
   * @param open whether the day may still grow
   */
  public record Total(
      String kind,
      String currency,
      String account,
      long lines,
      BigInteger amount,
      BigInteger fee,
      String newest,
      boolean open) {}
}
