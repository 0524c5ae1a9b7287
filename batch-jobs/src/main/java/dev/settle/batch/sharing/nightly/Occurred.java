package dev.settle.batch.sharing.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * When the rows of a revision happened: the range for which rules and windows are needed.
 *
 * @param rows of the revision
 * @param first instant
 * @param last instant
 * @param days in the channel's zone, ascending
 * @param currencies of the rows
 */
record Occurred(
    long rows, Instant first, Instant last, List<LocalDate> days, List<String> currencies) {
  static Occurred of(ClickHouse clickHouse, Map<String, Object> parameters) {
    GenericRecord row = clickHouse.rowsOf("sharing/occurred.sql", parameters).get(0);
    return new Occurred(
        row.getLong("rows"),
        Instant.ofEpochMilli(row.getLong("first_ms")),
        Instant.ofEpochMilli(row.getLong("last_ms")),
        words(row.getString("days")).stream().map(LocalDate::parse).toList(),
        words(row.getString("currencies")));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
  }
}
