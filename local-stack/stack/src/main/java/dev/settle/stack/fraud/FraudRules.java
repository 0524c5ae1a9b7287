package dev.settle.stack.fraud;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.stack.traffic.SqlResource;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stream.fraud.file.FileRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The rules in {@code payments.fraud_rule}: what is there works in the running job. */
public final class FraudRules {
  private static final String PUBLISH = SqlResource.read(FraudRules.class, "publish-rule.sql");
  private static final String LIST = SqlResource.read(FraudRules.class, "list-rules.sql");

  /** Classes of SQL states by which PostgreSQL refuses what a row says. */
  private static final List<String> REFUSALS = List.of("22", "23");

  private FraudRules() {}

  /**
   * What publishing did with a rule.
   *
   * @param version that it has now; null when nothing changed
   */
  public record Published(String ruleId, @Nullable Long version) {}

  /**
   * A rule as it is listed.
   *
   * @param json its columns as a file of rules has them
   */
  public record Listed(String line, String json) {}

  /**
   * Publishes the rules in one transaction: a new one at version 1, a changed one as its next
   * version, and nothing of one that is there just so.
   *
   * @param by who does it
   * @throws TrafficException exit code 65 when PostgreSQL refuses a rule, which is named
   */
  public static List<Published> publish(Connection connection, List<FileRule> rules, String by)
      throws SQLException {
    List<Published> published = new ArrayList<>();
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(PUBLISH)) {
      for (FileRule rule : rules) {
        bind(connection, insert, rule, by);
        published.add(new Published(rule.row().getRuleId(), publish(insert, rule)));
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
    return published;
  }

  private static @Nullable Long publish(PreparedStatement insert, FileRule rule)
      throws SQLException {
    try (ResultSet rows = insert.executeQuery()) {
      return rows.next() ? (Long) rows.getLong(1) : null;
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null && REFUSALS.contains(state.substring(0, 2))) {
        throw TrafficException.refused(
            "rule %s: PostgreSQL refuses it, and nothing was published: %s"
                .formatted(rule.row().getRuleId(), reason(e)));
      }
      throw e;
    }
  }

  private static String reason(SQLException e) {
    ServerErrorMessage message =
        e instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
    if (message == null) {
      return String.valueOf(e.getMessage());
    }
    return message.getMessage() + (message.getHint() == null ? "" : ". " + message.getHint());
  }

  private static void bind(
      Connection connection, PreparedStatement insert, FileRule rule, String by)
      throws SQLException {
    FraudRuleRow row = rule.row();
    Long to = row.getEffectiveTo();
    Object[] values = {
      row.getRuleId(),
      row.getName(),
      row.getKind(),
      row.getStatus(),
      row.getAction(),
      connection.createArrayOf("text", row.getKeyFields().toArray()),
      row.getFilter(),
      row.getCurrency(),
      row.getWindowSeconds(),
      row.getAggregate(),
      row.getDistinctField(),
      row.getPaneSeconds(),
      row.getComparison(),
      row.getThreshold(),
      row.getEventsMin(),
      row.getSequence(),
      row.getSmallCount(),
      row.getSmallAmountMax(),
      row.getAmountMin(),
      row.getShareBp(),
      row.getKeysPerMinuteMax(),
      rule.dated() ? time(row.getEffectiveFrom()) : null,
      to == null ? null : time(to),
      by
    };
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        insert.setNull(i + 1, Types.OTHER);
      } else {
        insert.setObject(i + 1, values[i]);
      }
    }
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  /** Every rule, by id. */
  public static List<Listed> list(Connection connection) throws SQLException {
    List<Listed> listed = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery(LIST)) {
      while (rows.next()) {
        listed.add(
            new Listed(
                "%-32s %3d  %-6s %-6s %-20s %-16s %-18s %3s %8d s  %s"
                    .formatted(
                        rows.getString("rule_id"),
                        rows.getLong("version"),
                        rows.getString("status"),
                        rows.getString("action"),
                        rows.getString("key_fields"),
                        rows.getString("measure"),
                        rows.getString("held_against"),
                        rows.getString("currency"),
                        rows.getInt("window_seconds"),
                        rows.getString("name")),
                rows.getString("file")));
      }
    }
    return listed;
  }
}
