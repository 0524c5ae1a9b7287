package dev.settle.batch.report;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.reconciliation.ProofRow;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a report says from the results of the night. */
public final class ReportReader {
  private static final LocalDate NO_DATE = LocalDate.EPOCH;

  private final ClickHouse clickHouse;

  /** A reader of this server. */
  public ReportReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * Channels with results of a date.
   *
   * @param channel the only one wanted; null: all
   */
  public List<String> channels(LocalDate date, @Nullable String channel) {
    return clickHouse
        .rowsOf("report/channels.sql", day(date, channel == null ? "" : channel))
        .stream()
        .map(row -> row.getString("name"))
        .toList();
  }

  /** The report of a channel that has results. */
  public Report read(LocalDate date, String channel) {
    Map<String, Object> day = day(date, channel);
    List<GenericRecord> proofs =
        clickHouse.rows(
            "SELECT *, ifNull(toString(previous_date), '') AS previous_day FROM settlement.reconciliation_proof"
                + " WHERE business_date = {business_date:Date} AND channel = {channel:String} ORDER BY currency",
            day);
    GenericRecord first = proofs.get(0);
    Report.Chain chain =
        new Report.Chain(
            first.getString("results_sha256"),
            first.getString("previous_day"),
            first.getString("previous_sha256"),
            first.getString("sha256"));
    day.put(
        "previous_date",
        chain.previousDate().isEmpty() ? NO_DATE.toString() : chain.previousDate());
    return new Report(
        date,
        channel,
        clickHouse.rowsOf("report/channels.sql", day).get(0).getLong("is_closed") > 0,
        proofs.stream()
            .map(row -> new Report.Proved(ProofRow.of(row), row.getString("verdict")))
            .toList(),
        chain,
        clickHouse.rowsOf("report/files.sql", day).stream().map(ReportReader::file).toList(),
        clickHouse.rowsOf("report/sides.sql", day).stream().map(ReportReader::side).toList(),
        clickHouse.rowsOf("report/classes.sql", day).stream().map(ReportReader::ofClass).toList(),
        clickHouse.rowsOf("report/ages.sql", day).stream().map(ReportReader::age).toList(),
        clickHouse.rowsOf("report/statuses.sql", day).stream()
            .map(row -> new Report.StatusTotal(row.getString("life"), row.getLong("breaks")))
            .toList(),
        clickHouse.rowsOf("report/unapplied.sql", day).stream()
            .map(
                row ->
                    new Report.Unapplied(
                        row.getString("journal_id"),
                        row.getString("key"),
                        row.getString("moved_currency"),
                        row.getBigInteger("moved")))
            .toList());
  }

  /** Gives each break of the night, in constant memory, in the report's order. */
  public void breaks(LocalDate date, String channel, Sink<ReportedBreak> sink) throws IOException {
    clickHouse.<IOException>read(
        SqlResource.read("report/breaks.sql"),
        day(date, channel),
        row -> {
          while (row.next() != null) {
            sink.take(
                new ReportedBreak(
                    row.getString("life"),
                    row.getString("break_class"),
                    row.getLong("days"),
                    row.getString("bucket"),
                    row.getString("origin"),
                    row.getString("break_currency"),
                    row.getLong("by_ledger"),
                    row.getLong("by_channel"),
                    row.getLong("stake"),
                    row.getString("order_name"),
                    row.getString("refund_name"),
                    row.getString("txn"),
                    row.getLong("line"),
                    row.getString("about"),
                    row.getString("id"),
                    row.getString("item"),
                    row.getString("instruction"),
                    row.getString("made_by"),
                    row.getString("checked_by")));
          }
        });
  }

  /** Gives each tolerated difference of the night, in constant memory, the largest first. */
  public void tolerated(LocalDate date, String channel, Sink<ReportedTolerance> sink)
      throws IOException {
    clickHouse.<IOException>read(
        SqlResource.read("report/tolerated.sql"),
        day(date, channel),
        row -> {
          while (row.next() != null) {
            sink.take(
                new ReportedTolerance(
                    row.getString("item_currency"),
                    row.getBigInteger("apart"),
                    row.getLong("by_ledger"),
                    row.getLong("by_channel"),
                    row.getLong("allowed"),
                    row.getString("order_name"),
                    row.getString("refund_name"),
                    row.getString("txn"),
                    row.getString("account"),
                    row.getLong("line")));
          }
        });
  }

  private static Report.StatementFile file(GenericRecord row) {
    return new Report.StatementFile(
        row.getString("account"),
        row.getString("part"),
        row.getString("file_name"),
        row.getString("format"),
        row.getString("sha256"),
        row.getLong("line_count"));
  }

  private static Report.SideTotal side(GenericRecord row) {
    return new Report.SideTotal(
        row.getString("side"),
        row.getString("cause"),
        row.getString("currency"),
        row.getLong("row_count"),
        row.getBigInteger("amount"),
        row.getBigInteger("fee"),
        row.getBigInteger("expected_fee_sum"));
  }

  private static Report.ClassTotal ofClass(GenericRecord row) {
    return new Report.ClassTotal(
        row.getString("item_class"),
        row.getString("item_currency"),
        row.getLong("items"),
        row.getBigInteger("ledger_amount_sum"),
        row.getBigInteger("channel_amount_sum"));
  }

  private static Report.AgeTotal age(GenericRecord row) {
    return new Report.AgeTotal(
        row.getString("break_class"),
        row.getString("age_bucket"),
        row.getString("break_currency"),
        row.getLong("breaks"),
        row.getBigInteger("stake"));
  }

  private static Map<String, Object> day(LocalDate date, String channel) {
    Map<String, Object> day = new HashMap<>();
    day.put("business_date", date.toString());
    day.put("channel", channel);
    return day;
  }

  /**
   * Takes rows as they come.
   *
   * @param <T> what a row is
   */
  @FunctionalInterface
  public interface Sink<T> {
    /** Takes one row. */
    void take(T row) throws IOException;
  }
}
