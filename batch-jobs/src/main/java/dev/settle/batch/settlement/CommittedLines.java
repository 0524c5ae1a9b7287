package dev.settle.batch.settlement;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shared lines in ClickHouse that PostgreSQL says count (docs/decisions/0014). */
final class CommittedLines {
  private final ClickHouse clickHouse;
  private final Connection postgres;

  CommittedLines(ClickHouse clickHouse, Connection postgres) {
    this.clickHouse = clickHouse;
    this.postgres = postgres;
  }

  /**
   * What happened in the windows that are to be settled.
   *
   * @param lastSettled windows up to this day are closed; null: none is
   * @param night windows up to this day are settled
   */
  Map<PayeeKey, List<LineActivity>> activity(@Nullable LocalDate lastSettled, LocalDate night)
      throws SQLException {
    Map<PayeeKey, List<LineActivity>> activity = new TreeMap<>();
    List<LocalDate> nights = nights(lastSettled);
    if (nights.isEmpty()) {
      return activity;
    }
    Map<String, Object> parameters =
        Map.of(
            "nights",
            nights.stream().map(date -> "'" + date + "'").toList().toString(),
            "last_settled",
            (lastSettled == null ? LocalDate.EPOCH : lastSettled).toString(),
            "night",
            night.toString(),
            "uncommitted",
            uncommitted());
    for (GenericRecord row : clickHouse.rowsOf("settlement/activity.sql", parameters)) {
      activity
          .computeIfAbsent(
              new PayeeKey(row.getString("payee"), row.getString("code")), key -> new ArrayList<>())
          .add(
              new LineActivity(
                  row.getLocalDate("window_day"),
                  Kind.valueOf(row.getString("kind_of_line")),
                  row.getLocalDate("night") + "/" + row.getString("of_channel"),
                  row.getLong("items"),
                  row.getBigInteger("total").longValueExact()));
    }
    return activity;
  }

  /** What a killed night left, as a parameter: usually nothing. */
  String uncommitted() throws SQLException {
    Set<String> committed = new HashSet<>();
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("settlement/revisions.sql"))) {
      while (rows.next()) {
        committed.add(rows.getString("name"));
      }
    }
    return clickHouse.rowsOf("settlement/partitions.sql", Map.of()).stream()
        .map(row -> row.getString("name"))
        .filter(name -> !committed.contains(name))
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private List<LocalDate> nights(@Nullable LocalDate lastSettled) throws SQLException {
    try (PreparedStatement select =
        postgres.prepareStatement(SqlResource.read("settlement/nights_with_lines.sql"))) {
      for (int parameter = 1; parameter <= 3; parameter++) {
        select.setObject(parameter, lastSettled == null ? null : lastSettled.toString());
      }
      List<LocalDate> nights = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          nights.add(rows.getObject("business_date", LocalDate.class));
        }
      }
      return nights;
    }
  }
}
