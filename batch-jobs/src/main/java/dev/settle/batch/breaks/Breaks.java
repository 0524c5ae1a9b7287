package dev.settle.batch.breaks;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads breaks, which ClickHouse has, with the work on them, which PostgreSQL has on record. */
public final class Breaks {
  private final Connection postgres;
  private final ClickHouse clickHouse;

  /** The breaks in these servers; the connection stays open. */
  public Breaks(Connection postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /** Gives each break that the filter lets through, with the work on it. */
  public void list(BreakFilter filter, BiConsumer<Break, BreakWork> consumer) {
    Map<String, BreakWork> work = work();
    clickHouse.read(
        SqlResource.read("breaks/list.sql"),
        filter.parameters(),
        rows -> {
          while (rows.next() != null) {
            Break found = Break.of(rows::getString, rows::getLong);
            BreakWork of = work.getOrDefault(found.id(), BreakWork.NONE);
            if (filter.assignee().isEmpty() || filter.assignee().equals(of.assignee())) {
              consumer.accept(found, of);
            }
          }
        });
  }

  /**
   * A break over the nights, the first one first.
   *
   * @throws BatchException 65 when there is no such break
   */
  public BreakLife life(String id) {
    List<GenericRecord> rows = clickHouse.rowsOf("breaks/history.sql", Map.of("break_id", id));
    if (rows.isEmpty()) {
      throw BatchException.refused("no break " + id + ": see breaks list --status all");
    }
    return new BreakLife(
        rows.stream().map(row -> Break.of(row::getString, row::getLong)).toList(),
        LocalDate.parse(rows.get(0).getString("last_night")));
  }

  /** Both sides of a break. */
  public BreakItem item(BreakLife life) {
    // On the night that resolved it the item is not there any more, or is another.
    Break seen =
        life.nights().stream()
            .filter(night -> night.status() != Break.Status.RESOLVED)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    return clickHouse
        .rowsOf(
            "breaks/item.sql",
            Map.of(
                "business_date",
                seen.night().toString(),
                "channel",
                seen.channel(),
                "item_id",
                seen.itemId()))
        .stream()
        .findFirst()
        .map(BreakItem::of)
        .orElseThrow(
            () ->
                BatchException.failed(
                    "item %s of break %s is not there: see prove"
                        .formatted(seen.itemId(), seen.id())));
  }

  /** How the work on a break stands. */
  public BreakWork work(String id) {
    return work().getOrDefault(id, BreakWork.NONE);
  }

  /** The audit trail, the oldest event first. */
  public List<BreakEvent> events(String id) {
    List<BreakEvent> events = new ArrayList<>();
    try (PreparedStatement select =
        postgres.prepareStatement(SqlResource.read("breaks/events.sql"))) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(
              new BreakEvent(
                  row.getTimestamp("happened_at").toInstant(),
                  row.getString("action"),
                  row.getString("actor"),
                  row.getString("db_user"),
                  row.getString("business_date"),
                  row.getString("comment"),
                  row.getString("assignee"),
                  row.getInt("proposal"),
                  row.getString("correction"),
                  row.getString("legs"),
                  row.getString("instruction_id")));
        }
      }
      return events;
    } catch (SQLException e) {
      throw BatchException.failed("audit trail of break " + id + ": " + e.getMessage(), e);
    }
  }

  /** The business day into which a correction was booked; empty while it is not. */
  public String bookedInto(String instructionId) {
    return clickHouse.rowsOf("breaks/booked.sql", Map.of("instruction_id", instructionId)).stream()
        .findFirst()
        .map(row -> row.getString("booked_day"))
        .orElse("");
  }

  private Map<String, BreakWork> work() {
    Map<String, BreakWork> work = new HashMap<>();
    try (Statement select = postgres.createStatement();
        ResultSet row = select.executeQuery(SqlResource.read("breaks/work.sql"))) {
      while (row.next()) {
        work.put(row.getString("break_id"), workOf(row));
      }
      return work;
    } catch (SQLException e) {
      throw BatchException.failed("work on breaks in PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** A row of {@code breaks/work.sql}. */
  static BreakWork workOf(ResultSet row) throws SQLException {
    return new BreakWork(
        row.getString("assignee"),
        BreakWork.CorrectionState.valueOf(row.getString("correction_state")),
        row.getInt("proposal"),
        row.getString("maker"),
        row.getString("checker"),
        row.getString("instruction_id"),
        row.getLong("comments"));
  }
}
