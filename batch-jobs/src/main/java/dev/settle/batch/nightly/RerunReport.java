package dev.settle.batch.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.statement.AgreedChannel;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What a run of a night changed against the run before, for a person: counts by kind of change and
 * the rows with the most money. The whole of it is kept in {@code reconciliation_rerun_diff}.
 */
public final class RerunReport {
  private static final int ROWS_SHOWN = 20;

  private final ClickHouse clickHouse;
  private final NightOptions options;
  private final Night night;
  private final NightRun run;

  /** The report of a run that has ended. */
  public RerunReport(ClickHouse clickHouse, NightOptions options, Night night, NightRun run) {
    this.clickHouse = clickHouse;
    this.options = options;
    this.night = night;
    this.run = run;
  }

  /** The text; empty at a first run, and where nothing changed one line says so. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (run.number() > 1) {
      for (AgreedChannel agreed : night.withStatement()) {
        channel(text, agreed.channel().name());
      }
    }
    return text.toString();
  }

  private void channel(StringBuilder text, String channel) {
    Map<String, Object> parameters =
        Map.of(
            "business_date",
            options.date().toString(),
            "channel",
            channel,
            "since",
            run.begun().toEpochMilli(),
            "shown",
            ROWS_SHOWN);
    List<GenericRecord> counts = clickHouse.rowsOf("nightly/rerun_counts.sql", parameters);
    if (counts.isEmpty()) {
      text.append("Run %d of %s: as the run before%n".formatted(run.number(), channel));
      return;
    }
    text.append("Run %d of %s: changed against the run before%n".formatted(run.number(), channel));
    long rows = 0;
    for (GenericRecord row : counts) {
      rows += row.getLong("rows_changed");
      String currency = row.getString("currency");
      text.append(
          "  %-7s %-7s %,10d  %s  %s%n"
              .formatted(
                  row.getString("side"),
                  row.getString("change"),
                  row.getLong("rows_changed"),
                  changed(row.getString("class_before"), row.getString("class_after")),
                  changed(
                      Money.text(row.getBigInteger("before"), currency),
                      Money.text(row.getBigInteger("after"), currency))));
    }
    for (GenericRecord row : clickHouse.rowsOf("nightly/rerun_rows.sql", parameters)) {
      text.append(
          "    %s %s: %s, %s, fee %s%n"
              .formatted(
                  row.getString("side"),
                  row.getString("row_key").strip(),
                  changed(row.getString("class_before"), row.getString("class_after")),
                  changed(money(row, "amount_before"), money(row, "amount_after")),
                  changed(money(row, "fee_before"), money(row, "fee_after"))));
    }
    if (rows > ROWS_SHOWN) {
      text.append(
          "    and %,d more in settlement.reconciliation_rerun_diff%n"
              .formatted(rows - ROWS_SHOWN));
    }
    text.append(System.lineSeparator());
  }

  private static String money(GenericRecord row, String column) {
    return Money.text(BigInteger.valueOf(row.getLong(column)), row.getString("currency"));
  }

  private static String changed(String before, String after) {
    if (before.equals(after)) {
      return after;
    }
    return (before.isEmpty() ? "nothing" : before) + " -> " + (after.isEmpty() ? "nothing" : after);
  }
}
