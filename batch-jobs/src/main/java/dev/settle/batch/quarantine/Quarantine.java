package dev.settle.batch.quarantine;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the refused changes, which ClickHouse has, with their replays, which PostgreSQL has on
 * record. A change is open until it was replayed; a replay that is refused again is a change in the
 * quarantine of its own.
 */
public final class Quarantine {
  private final Connection postgres;
  private final ClickHouse clickHouse;

  /** The quarantine in these servers; the connection stays open. */
  public Quarantine(Connection postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /** Gives each change that the filter lets through, the latest first, in constant memory. */
  public void list(QuarantineFilter filter, Consumer<ListedChange> consumer) {
    Set<String> replayed = replayedIds();
    clickHouse.read(
        SqlResource.read("quarantine/list.sql"),
        filter.parameters(),
        rows -> {
          while (rows.next() != null) {
            ListedChange change = listed(rows, replayed);
            if (change.isOpen() || !filter.isOpenOnly()) {
              consumer.accept(change);
            }
          }
        });
  }

  /** The change of an id. */
  public Optional<QuarantinedChange> find(String id) {
    return clickHouse.rowsOf("quarantine/find.sql", Map.of("quarantine_id", id)).stream()
        .findFirst()
        .map(Quarantine::whole);
  }

  /** Replays of a change that were refused again, with where they stand in the quarantine now. */
  public List<Refusal> refusedAgain(String id) {
    return clickHouse.rowsOf("quarantine/refused_again.sql", Map.of("quarantine_id", id)).stream()
        .map(
            row ->
                new Refusal(
                    row.getString("quarantine_id"),
                    row.getString("category"),
                    row.getString("detail"),
                    place(row)))
        .toList();
  }

  /** What a change moved in the end, for a person: its entries in the ledger. */
  public String entriesOf(QuarantinedChange change) {
    GenericRecord row =
        clickHouse
            .rowsOf(
                "quarantine/entries.sql",
                Map.of("source_lsn", change.sourceLsn(), "order_id", change.orderId()))
            .get(0);
    long entries = row.getLong("entries");
    return entries == 0 ? "no entries" : entries + " entries: " + row.getString("journals");
  }

  /** The replays of a change on record, the first first. */
  public List<Replay> replays(String id) {
    try (PreparedStatement select =
        postgres.prepareStatement(
            "SELECT * FROM batch.quarantine_replay WHERE quarantine_id = ? ORDER BY replayed_at, record_offset")) {
      select.setString(1, id);
      List<Replay> replays = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          replays.add(
              new Replay(
                  id,
                  rows.getTimestamp("replayed_at").toInstant(),
                  rows.getString("replayed_by"),
                  rows.getString("reason"),
                  new RecordPlace(
                      rows.getString("topic"),
                      rows.getInt("partition"),
                      rows.getLong("record_offset"))));
        }
      }
      return replays;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private Set<String> replayedIds() {
    try (PreparedStatement select =
            postgres.prepareStatement(
                "SELECT DISTINCT quarantine_id FROM batch.quarantine_replay");
        ResultSet rows = select.executeQuery()) {
      Set<String> ids = new HashSet<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static BatchException unreadable(SQLException e) {
    return BatchException.failed("batch.quarantine_replay: " + e.getMessage(), e);
  }

  private static ListedChange listed(ClickHouseBinaryFormatReader row, Set<String> replayed) {
    String id = row.getString("quarantine_id");
    // A replay whose record was lost on the way shows by its refusal.
    boolean refusedAgain = row.getByte("refused_again") != 0;
    return new ListedChange(
        id,
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("category"),
        row.getString("entity"),
        row.getString("entity_id"),
        row.getString("order_id"),
        row.getString("detail"),
        !refusedAgain && !replayed.contains(id));
  }

  private static QuarantinedChange whole(GenericRecord row) {
    return new QuarantinedChange(
        row.getString("quarantine_id"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("category"),
        row.getString("entity"),
        row.getString("entity_id"),
        row.getString("order_id"),
        row.getString("detail"),
        row.hasValue("state_met") ? row.getString("state_met") : null,
        row.getString("original"),
        place(row),
        row.getLong("source_lsn"),
        row.hasValue("replay_of") ? row.getString("replay_of") : null);
  }

  private static RecordPlace place(GenericRecord row) {
    return new RecordPlace(
        row.getString("topic"), row.getInteger("partition"), row.getLong("record_offset"));
  }
}
