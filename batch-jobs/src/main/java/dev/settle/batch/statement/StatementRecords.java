package dev.settle.batch.statement;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The record of every statement file that a night met: {@code channel_statement_file}. */
final class StatementRecords {
  private final ClickHouse clickHouse;
  private final Partition.OfChannel day;

  StatementRecords(ClickHouse clickHouse, Partition.OfChannel day) {
    this.clickHouse = clickHouse;
    this.day = day;
  }

  /** Files whose lines count now. */
  List<TakenFile> current() {
    return clickHouse
        .rows(
            "SELECT file_name, merchant, part, sha256, lines FROM settlement.channel_statement_current"
                + " WHERE business_date = {business_date:Date} AND channel = {channel:String} ORDER BY merchant, part, sha256",
            parameters())
        .stream()
        .map(
            row ->
                new TakenFile(
                    row.getString("file_name"),
                    row.getString("merchant"),
                    row.getString("part"),
                    row.getString("sha256"),
                    row.getLong("lines")))
        .toList();
  }

  void accepted(StatementCheck check) {
    write(check, "accepted", "");
  }

  void replaced(TakenFile file, TakenFile by) {
    StatementSummary summary =
        new StatementSummary(
            null, file.part(), null, file.merchant(), null, file.lines(), null, 0, 0, 0, 0, 0);
    write(
        new StatementCheck(file.fileName(), true, null, summary, file.sha256()),
        "replaced",
        "replaced by " + by.fileName() + ", sha256 " + by.sha256());
  }

  /** Records a refusal; the same one of an earlier run is not written again. */
  void refused(StatementCheck check) {
    String reason = check.reason() == null ? "" : check.reason();
    long known =
        clickHouse
            .rows(
                "SELECT count() AS n FROM settlement.channel_statement_file WHERE business_date = {business_date:Date}"
                    + " AND channel = {channel:String} AND verdict = 'refused' AND sha256 = {sha256:String} AND reason = {reason:String}",
                parameters("sha256", orEmpty(check.sha256()), "reason", reason))
            .get(0)
            .getLong("n");
    if (known == 0) {
      write(check, "refused", reason);
    }
  }

  private void write(StatementCheck check, String verdict, String reason) {
    StatementSummary summary = check.summary();
    RowBinaryBlock row =
        new RowBinaryBlock()
            .date(day.date())
            .string(day.channel().name())
            .int32(nextGeneration())
            .string(summary.merchant())
            .string(summary.part())
            .string(check.sha256())
            .string(check.fileName())
            .string(summary.format())
            .string(verdict)
            .string(reason)
            .int64(summary.lines())
            .string(summary.currency())
            .int64(summary.paymentCount())
            .int64(summary.paymentAmount())
            .int64(summary.refundCount())
            .int64(summary.refundAmount())
            .int64(summary.feeAmount())
            .int64(summary.netAmount())
            .millis(Instant.now());
    clickHouse.insertRowBinary("settlement.channel_statement_file", row.bytes(), row.size());
  }

  private int nextGeneration() {
    return 1
        + clickHouse
            .rows(
                "SELECT toInt32(max(generation)) AS n FROM settlement.channel_statement_file"
                    + " WHERE business_date = {business_date:Date} AND channel = {channel:String}",
                parameters())
            .get(0)
            .getInteger("n");
  }

  private Map<String, Object> parameters() {
    return Map.of("business_date", day.date().toString(), "channel", day.channel().name());
  }

  private Map<String, Object> parameters(String name1, String value1, String name2, String value2) {
    return Map.of(
        "business_date",
        day.date().toString(),
        "channel",
        day.channel().name(),
        name1,
        value1,
        name2,
        value2);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
