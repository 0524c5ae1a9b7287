package dev.settle.batch.settlement.statement;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.settlement.PayeeKey;
import dev.settle.batch.settlement.SettlementAgreements;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.batch.settlement.SettlementWindow;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads settlements, which ClickHouse has for readers, and what PostgreSQL alone knows of them: the
 * payees' zones and which revisions of a night count.
 */
public final class StatementReader {
  private final ClickHouse clickHouse;
  private final DataSource postgres;

  /** A reader of these servers. */
  public StatementReader(ClickHouse clickHouse, DataSource postgres) {
    this.clickHouse = clickHouse;
    this.postgres = postgres;
  }

  /**
   * The settlements by payee and currency. Costs memory for their lines, not for their orders.
   *
   * @throws BatchException 65 when there is none, or none of that payee; 1 when one has no form
   */
  public List<PayeeStatement> statements(StatementScope scope) {
    List<GenericRecord> rows =
        clickHouse.rowsOf("settlement/statement/settlements.sql", scope.parameters());
    if (rows.isEmpty()) {
      throw BatchException.refused(
          "no settlement%s: see settlement list%s"
              .formatted(
                  scope.title(), scope.payee().isEmpty() ? "" : " --payee " + scope.payee()));
    }
    SettlementAgreements agreements = SettlementAgreements.read(postgres);
    Map<String, String> partners = partners();
    Map<String, List<StatementLine>> lines = lines(scope);
    List<PayeeStatement> statements = new ArrayList<>();
    for (GenericRecord row : rows) {
      PayeeStatement next =
          statement(
              row,
              scope,
              partners.getOrDefault(row.getString("payee"), row.getString("name")),
              agreements,
              lines.getOrDefault(row.getString("id"), List.of()));
      requireOne(statements, next);
      statements.add(next);
    }
    return statements;
  }

  /** Gives the orders in the order of the statements, in constant memory. */
  void orders(StatementScope scope, Sink sink) throws IOException {
    Map<String, Object> parameters = new HashMap<>(scope.parameters());
    parameters.put("revisions", revisions(scope));
    clickHouse.<IOException>read(
        SqlResource.read("settlement/statement/orders.sql"),
        parameters,
        rows -> {
          while (rows.next() != null) {
            sink.take(order(rows));
          }
        });
  }

  /**
   * The settlements of a window, or of a payee.
   *
   * @param window null: the last one
   * @param payee empty: all; else all its windows
   */
  public List<ListedSettlement> list(@Nullable LocalDate window, String payee) {
    return clickHouse
        .rowsOf(
            "settlement/statement/list.sql",
            Map.of(
                "window", (window == null ? LocalDate.EPOCH : window).toString(), "payee", payee))
        .stream()
        .map(
            row ->
                new ListedSettlement(
                    LocalDate.parse(row.getString("day")),
                    row.getString("payee"),
                    row.getString("currency"),
                    row.getString("id"),
                    LocalDate.parse(row.getString("night")),
                    LocalDate.parse(row.getString("due_day")),
                    row.getLong("activity"),
                    row.getLong("net"),
                    row.getLong("payout"),
                    standing(row, "")))
        .toList();
  }

  private Map<String, List<StatementLine>> lines(StatementScope scope) {
    Map<String, List<StatementLine>> lines = new HashMap<>();
    for (GenericRecord row :
        clickHouse.rowsOf("settlement/statement/lines.sql", scope.parameters())) {
      lines
          .computeIfAbsent(row.getString("id"), id -> new ArrayList<>())
          .add(
              new StatementLine(
                  row.getLong("line_no"),
                  kind(row.getString("kind")),
                  row.getString("reference"),
                  row.getLong("items"),
                  row.getLong("amount")));
    }
    return lines;
  }

  private static PayeeStatement statement(
      GenericRecord row,
      StatementScope scope,
      String name,
      SettlementAgreements agreements,
      List<StatementLine> lines) {
    String payee = row.getString("payee");
    String currency = row.getString("currency");
    // Both are in the names of files.
    if (!StatementScope.isPayee(payee) || !StatementScope.isCurrency(currency)) {
      throw BatchException.failed(
          "settlement %s: '%s' in '%s' is no payee in a currency"
              .formatted(row.getString("id"), payee, currency));
    }
    PayeeKey key = new PayeeKey(payee, currency);
    return new PayeeStatement(
        row.getString("id"),
        payee,
        name,
        currency,
        LocalDate.parse(row.getString("night")),
        new SettlementWindow(
            scope.window(),
            Instant.ofEpochMilli(row.getLong("from_ms")),
            Instant.ofEpochMilli(row.getLong("to_ms")),
            LocalDate.parse(row.getString("due_day"))),
        agreements.ofWindow(key, scope.window()).cycle().zone(),
        row.getLong("activity"),
        row.getLong("net"),
        row.getLong("payout"),
        standing(row, "_before"),
        standing(row, ""),
        lines);
  }

  private Map<String, String> partners() {
    Map<String, String> names = new HashMap<>();
    try (Connection connection = postgres.getConnection();
        Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery(SqlResource.read("settlement/statement/partners.sql"))) {
      while (rows.next()) {
        names.put(rows.getString("account"), rows.getString("name"));
      }
      return names;
    } catch (SQLException e) {
      throw BatchException.failed("names of partners: " + e.getMessage(), e);
    }
  }

  private static void requireOne(List<PayeeStatement> statements, PayeeStatement next) {
    if (statements.isEmpty()) {
      return;
    }
    PayeeStatement last = statements.get(statements.size() - 1);
    if (last.fileName().equals(next.fileName())) {
      throw BatchException.failed(
          "%s is settled twice: %s, %s".formatted(next.title(), last.id(), next.id()));
    }
  }

  /** The revisions that count of the nights that the window settles, as ClickHouse reads them. */
  private String revisions(StatementScope scope) {
    LocalDate[] nights =
        clickHouse.rowsOf("settlement/statement/nights.sql", scope.parameters()).stream()
            .map(row -> LocalDate.parse(row.getString("night")))
            .toArray(LocalDate[]::new);
    StringJoiner revisions = new StringJoiner(",", "[", "]");
    try (Connection connection = postgres.getConnection();
        PreparedStatement select =
            connection.prepareStatement(SqlResource.read("settlement/statement/revisions.sql"))) {
      Array array = connection.createArrayOf("date", nights);
      select.setArray(1, array);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          revisions.add(
              "('%s','%s',%d)".formatted(rows.getString(1), rows.getString(2), rows.getInt(3)));
        }
      }
      return revisions.toString();
    } catch (SQLException e) {
      throw BatchException.failed("revisions of shared nights: " + e.getMessage(), e);
    }
  }

  private static OrderRow order(ClickHouseBinaryFormatReader row) {
    return new OrderRow(
        row.getString("payee"),
        row.getString("currency"),
        row.getString("night"),
        row.getString("channel"),
        kind(row.getString("kind")),
        row.getString("reference"),
        row.getString("order_id"),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        row.getLong("amount"));
  }

  private static Standing standing(GenericRecord row, String when) {
    return new Standing(
        row.getLong("carried" + when), row.getLong("reserve" + when), row.getLong("owed" + when));
  }

  private static Kind kind(String name) {
    try {
      return Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw BatchException.failed("'" + name + "' is no kind of a settlement's line", e);
    }
  }

  /** Takes orders as they come. */
  @FunctionalInterface
  interface Sink {
    /** Takes one. */
    void take(OrderRow row) throws IOException;
  }
}
