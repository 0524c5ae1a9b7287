package dev.settle.batch.expected;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.ScratchDatabase;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.reconciliation.AgreedTerms;
import dev.settle.batch.reconciliation.EarlierDays;
import dev.settle.batch.reconciliation.ProvisionalMatch;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.ProvisionalLines;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's statement of a day should list by what the ledger has booked until now, what is
 * carried over from the days before included; and how a statement, which may be there in part only,
 * compares with it. Matched, classed and priced by the night's own statements in a database of its
 * own, which goes when this is closed: the ledger's rows are read once, so every figure and row is
 * of the same moment, and the tables of the landing job and of the night are not written.
 */
public final class ExpectedDay implements AutoCloseable {
  private static final String DATABASE_PREFIX = "settlement_expected";

  private final AgreedChannel agreed;
  private final LocalDate date;
  private final ScratchDatabase scratch;
  private final Instant asOf;
  private final @Nullable StatementCheck statement;
  private final boolean open;
  private final List<String> missedDays;

  private ExpectedDay(
      AgreedChannel agreed,
      LocalDate date,
      ScratchDatabase scratch,
      Instant asOf,
      @Nullable StatementCheck statement,
      boolean open,
      List<String> missedDays) {
    this.agreed = agreed;
    this.date = date;
    this.scratch = scratch;
    this.asOf = asOf;
    this.statement = statement;
    this.open = open;
    this.missedDays = missedDays;
  }

  /**
   * Finds it out; costs about what the night's matching of these rows costs.
   *
   * @param statement a statement of the channel and day, as far as it is there; null: none
   * @throws IOException when the statement cannot be read
   */
  public static ExpectedDay of(
      ClickHouse clickHouse,
      AgreedTerms.Source terms,
      AgreedChannel agreed,
      LocalDate date,
      @Nullable Path statement)
      throws IOException {
    ScratchDatabase scratch =
        ScratchDatabase.open(
            clickHouse,
            DATABASE_PREFIX,
            ProvisionalMatch.tables(),
            Map.of("expected_line", SqlResource.read("expected/line_table.sql")));
    try {
      ClickHouse own = scratch.clickHouse();
      StatementCheck check =
          statement == null ? null : ProvisionalLines.take(own, agreed, date, statement);
      boolean open =
          own.rowsOf(
                  "expected/is_open.sql",
                  Map.of("channel", agreed.channel().name(), "business_date", date.toString()))
              .get(0)
              .getBoolean("open");
      List<String> missed = new EarlierDays(own).missed(agreed, date);
      Instant asOf = Instant.now();
      own.runResource("expected/lines.sql", ProvisionalMatch.run(own, terms, agreed, date));
      return new ExpectedDay(agreed, date, scratch, asOf, check, open, missed);
    } catch (RuntimeException | IOException e) {
      scratch.close();
      throw e;
    }
  }

  /** The channel. */
  public Channel channel() {
    return agreed.channel();
  }

  /** The business date. */
  public LocalDate date() {
    return date;
  }

  /** When the ledger was read. */
  public Instant asOf() {
    return asOf;
  }

  /** What the night would say of the statement; null when there is none. */
  public @Nullable StatementCheck statement() {
    return statement;
  }

  /** Whether the day may still grow. */
  public boolean isOpen() {
    return open;
  }

  /** Days before that are not reconciled: what they leave open is lacking here. */
  public List<String> missedDays() {
    return missedDays;
  }

  /** The sums, by state, class, kind and currency. */
  public List<ExpectedTotal> totals() {
    return scratch
        .clickHouse()
        .rowsOf("expected/totals.sql", Map.of("business_date", date.toString()))
        .stream()
        .map(
            row ->
                new ExpectedTotal(
                    RowState.valueOf(row.getString("stands")),
                    row.getString("class"),
                    row.getString("kind"),
                    row.getString("code"),
                    row.getLong("all_rows"),
                    row.getLong("expected_rows"),
                    row.getBigInteger("amount_sum"),
                    row.getBigInteger("fee_sum"),
                    row.getLong("fees_unknown"),
                    row.getLong("carried_rows"),
                    row.getLong("listed_rows"),
                    row.getBigInteger("listed_sum"),
                    row.getBigInteger("listed_fee_sum")))
        .toList();
  }

  /**
   * Gives the rows as they come, by state, date, kind and id.
   *
   * @param limit how many of each state at most
   */
  public void lines(long limit, Consumer<ExpectedLine> consumer) {
    scratch
        .clickHouse()
        .read(
            SqlResource.read("expected/list.sql"),
            Map.of("limit", limit),
            rows -> {
              while (rows.next() != null) {
                consumer.accept(line(rows));
              }
            });
  }

  private static ExpectedLine line(ClickHouseBinaryFormatReader row) {
    ExpectedLine.Expected expected =
        row.getBoolean("is_expected")
            ? new ExpectedLine.Expected(
                row.getString("currency"),
                row.getLong("amount"),
                row.getBoolean("fee_unknown") ? null : row.getLong("expected_fee"))
            : null;
    ExpectedLine.Listed listed =
        row.getBoolean("is_listed")
            ? new ExpectedLine.Listed(
                row.getString("listed_currency"),
                row.getLong("listed_amount"),
                row.getLong("listed_fee"),
                row.getString("listed_state"),
                row.getLong("line"))
            : null;
    return new ExpectedLine(
        RowState.valueOf(row.getString("stands")),
        row.getString("class"),
        LocalDate.parse(row.getString("row_date")),
        row.getString("kind"),
        row.getString("channel_id"),
        row.getString("own_id"),
        row.getString("account"),
        expected,
        listed);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
