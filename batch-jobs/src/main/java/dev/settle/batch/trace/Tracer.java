package dev.settle.batch.trace;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.report.Amounts;
import dev.settle.batch.trace.Step.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds an order's way: in ClickHouse by its keys, and in PostgreSQL, where it is reached, the row
 * itself and when nights shared, settled and paid.
 */
public final class Tracer {
  private final ClickHouse clickHouse;
  private final @Nullable Connection postgres;

  /**
   * With the servers; without PostgreSQL the way ends at the settlement, and nights have no time.
   */
  public Tracer(ClickHouse clickHouse, @Nullable Connection postgres) {
    this.clickHouse = clickHouse;
    this.postgres = postgres;
  }

  /**
   * The way of one order.
   *
   * @throws BatchException when nothing is known of it (65)
   * @throws SQLException when PostgreSQL refuses a query
   */
  public OrderTrace trace(String orderId) throws SQLException {
    List<GenericRecord> changes = clickHouse.rowsOf("trace/changes.sql", Map.of("order", orderId));
    String row = row(orderId);
    GenericRecord order = null;
    for (GenericRecord change : changes) {
      if (change.getString("entity").equals("PAYMENT_ORDER")) {
        order = change;
      }
    }
    if (order == null) {
      throw unknown(orderId, changes, row);
    }
    List<Step> steps = new ArrayList<>();
    changes.forEach(change -> captured(change, steps));
    List<GenericRecord> journals =
        clickHouse.rowsOf("trace/journals.sql", Map.of("order", orderId));
    journals.forEach(journal -> booked(journal, steps));
    clickHouse
        .rowsOf("trace/alerts.sql", Map.of("order", orderId))
        .forEach(alert -> alerted(orderId, alert, steps));
    if (!journals.isEmpty()) {
      String since =
          new TreeSet<>(journals.stream().map(journal -> journal.getString("day")).toList())
              .first();
      night(orderId, order, since, steps);
    }
    steps.sort(Comparator.comparing(Step::stage));
    return new OrderTrace(
        orderId,
        order.getString("kind"),
        order.getString("channel"),
        order.getString("merchant"),
        order.getString("currency"),
        order.getLong("amount"),
        order.getString("status"),
        order.getString("trace"),
        row,
        steps);
  }

  private static BatchException unknown(
      String orderId, List<GenericRecord> changes, @Nullable String row) {
    if (!changes.isEmpty()) {
      return BatchException.refused(
          "'" + orderId + "' is no order but a " + changes.get(0).getString("entity"));
    }
    if (row != null && !row.isEmpty()) {
      return BatchException.refused(
          "order '"
              + orderId
              + "' is in PostgreSQL ("
              + row
              + ") and not in ClickHouse yet: is the connector up, does the landing job run?"
              + " ('settle status')");
    }
    return BatchException.refused("there is no order '" + orderId + "'");
  }

  private static void captured(GenericRecord change, List<Step> steps) {
    String reference =
        change.getString("entity").toLowerCase(Locale.ROOT) + "/" + change.getString("entity_id");
    String what =
        "version "
            + change.getLong("version")
            + " "
            + change.getString("status")
            + ", "
            + change.getString("op").toLowerCase(Locale.ROOT);
    long lsn = change.getLong("source_lsn");
    String position = String.format(Locale.ROOT, "%X/%X", lsn >>> 32, lsn & 0xFFFFFFFFL);
    steps.add(
        new Step(
            Stage.COMMITTED,
            Instant.ofEpochMilli(change.getLong("committed_ms")),
            reference,
            what + ", lsn " + position));
    steps.add(
        new Step(
            Stage.CAPTURED, Instant.ofEpochMilli(change.getLong("captured_ms")), reference, what));
  }

  private static void booked(GenericRecord journal, List<Step> steps) {
    String currency = journal.getString("the_currency");
    steps.add(
        new Step(
            Stage.BOOKED,
            Instant.ofEpochMilli(journal.getLong("booked_ms")),
            journal.getString("journal_id"),
            journal.getString("the_cause")
                + " "
                + Amounts.withCode(journal.getLong("moved"), currency)
                + ", business date "
                + journal.getString("day")));
    long landedMs = journal.getLong("landed_ms");
    steps.add(
        new Step(
            Stage.LANDED,
            landedMs == 0 ? null : Instant.ofEpochMilli(landedMs),
            journal.getString("journal_id"),
            journal.getLong("entries") + " entries"));
  }

  private static void alerted(String orderId, GenericRecord alert, List<Step> steps) {
    String crossedBy = alert.getString("crossed_by");
    steps.add(
        new Step(
            Stage.ALERTED,
            Instant.ofEpochMilli(alert.getLong("raised_ms")),
            "alert " + alert.getString("alert_id"),
            alert.getString("rule_id")
                + " v"
                + alert.getLong("rule_version")
                + " ("
                + alert.getString("rule_name")
                + "), "
                + alert.getString("action")
                + (alert.getBoolean("shadow") ? ", only watched" : "")
                + ", "
                + alert.getString("measured")
                + " of "
                + alert.getString("key")
                + ", crossed by "
                + (crossedBy.equals(orderId) ? "this order" : "order " + crossedBy)));
  }

  private void night(String orderId, GenericRecord order, String since, List<Step> steps)
      throws SQLException {
    Map<String, Object> parameters =
        Map.of(
            "order",
            orderId,
            "channel",
            order.getString("channel"),
            "merchant",
            order.getString("merchant"),
            "since",
            since);
    for (GenericRecord item : clickHouse.rowsOf("trace/items.sql", parameters)) {
      String matchedBy = item.getString("matched");
      steps.add(
          new Step(
              Stage.RECONCILED,
              null,
              "night " + item.getString("night"),
              item.getString("class")
                  + (matchedBy.isEmpty() ? "" : " by " + matchedBy)
                  + (item.getLong("line") == 0 ? "" : ", line " + item.getLong("line"))
                  + (item.getBoolean("is_open") ? ", open" : "")
                  + " "
                  + item.getString("ledger_journal_id")));
    }
    for (GenericRecord line : clickHouse.rowsOf("trace/lines.sql", parameters)) {
      shared(line, order.getString("channel"), steps);
    }
    for (GenericRecord settlement : clickHouse.rowsOf("trace/settlements.sql", parameters)) {
      settled(settlement, steps);
    }
  }

  private void shared(GenericRecord line, String channel, List<Step> steps) throws SQLException {
    String night = line.getString("night");
    int revision = line.getInteger("revision");
    Instant at = instant("trace/shared_at.sql", night, channel, revision);
    if (postgres != null && at == null) {
      // What a killed night left; it does not count.
      return;
    }
    String currency = line.getString("currency");
    StringBuilder what = new StringBuilder();
    what.append(line.getString("kind"))
        .append(line.getBoolean("is_reversal") ? " taken back " : " ")
        .append(Amounts.withCode(line.getLong("amount"), currency))
        .append(", fee ")
        .append(Amounts.withCode(line.getLong("fee"), currency));
    for (String share : line.getString("shares").split(",", -1)) {
      int equals = share.lastIndexOf('=');
      if (equals > 0) {
        what.append(", ")
            .append(share, 0, equals)
            .append(' ')
            .append(Amounts.withCode(Long.parseLong(share.substring(equals + 1)), currency));
      }
    }
    steps.add(
        new Step(Stage.SHARED, at, "night " + night + " revision " + revision, what.toString()));
  }

  private void settled(GenericRecord settlement, List<Step> steps) throws SQLException {
    String id = settlement.getString("id");
    String currency = settlement.getString("currency");
    String what =
        settlement.getString("payee")
            + ", window "
            + settlement.getString("window")
            + ", "
            + Amounts.withCode(settlement.getLong("part"), currency)
            + " of this order";
    if (id.isEmpty()) {
      steps.add(new Step(Stage.SETTLED, null, "", what + ", not settled yet"));
      return;
    }
    steps.add(
        new Step(
            Stage.SETTLED,
            instant("trace/settled_at.sql", id),
            "settlement " + id,
            what
                + ", due "
                + settlement.getString("due_day")
                + ", pays "
                + Amounts.withCode(settlement.getLong("pays"), currency)));
    payouts(id, steps);
  }

  private void payouts(String settlementId, List<Step> steps) throws SQLException {
    if (postgres == null) {
      return;
    }
    try (PreparedStatement statement =
        postgres.prepareStatement(SqlResource.read("trace/payouts.sql"))) {
      statement.setString(1, settlementId);
      try (ResultSet events = statement.executeQuery()) {
        while (events.next()) {
          Timestamp at = events.getTimestamp("happened_at");
          String action = events.getString("action");
          String day = events.getString("business_date");
          String reason = events.getString("reason");
          steps.add(
              new Step(
                  Stage.PAID_OUT,
                  at == null ? null : at.toInstant(),
                  "payout " + events.getString("payout_id"),
                  Amounts.withCode(events.getLong("amount"), events.getString("currency"))
                      + " "
                      + (action == null ? events.getString("state") : action)
                      + (action == null ? "" : " by " + events.getString("actor"))
                      + (day == null ? "" : ", booked by the bank on " + day)
                      + (reason == null ? "" : ", " + reason)));
        }
      }
    }
  }

  private @Nullable String row(String orderId) throws SQLException {
    if (postgres == null) {
      return null;
    }
    try (PreparedStatement statement =
        postgres.prepareStatement(SqlResource.read("trace/row.sql"))) {
      statement.setString(1, orderId);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? rows.getString("status")
                + ", version "
                + rows.getLong("version")
                + ", updated "
                + rows.getTimestamp("updated_at").toInstant()
            : "";
      }
    }
  }

  private @Nullable Instant instant(String resource, Object... parameters) throws SQLException {
    if (postgres == null) {
      return null;
    }
    try (PreparedStatement statement = postgres.prepareStatement(SqlResource.read(resource))) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getTimestamp(1).toInstant() : null;
      }
    }
  }
}
