package dev.settle.batch.settlement.statement;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What nights have shared and settled, written straight into the servers. */
final class SettledNights {
  private static final List<String> TABLES =
      List.of("settlement_line", "payee_settlement", "payee_settlement_line", "merchant_version");

  private final ClickHouse clickHouse;
  private final DataSource postgres;

  SettledNights(ClickHouse clickHouse, DataSource postgres) {
    this.clickHouse = clickHouse;
    this.postgres = postgres;
  }

  void begin() {
    TABLES.forEach(table -> clickHouse.run("TRUNCATE TABLE settlement." + table, Map.of()));
  }

  void merchant(String id, String name) {
    clickHouse.run(
        "INSERT INTO settlement.merchant_version (merchant_id, name, currency, version, source_lsn) VALUES (%s, %s, 'CNY', 1, 1)"
            .formatted(quoted(id), quoted(name)),
        Map.of());
  }

  /** Makes revisions of a night count. */
  void commit(String night, String channel, int... revisions) throws SQLException {
    for (int revision : revisions) {
      sql(
          "INSERT INTO batch.sharing_revision (business_date, channel, revision, lines, instructions, shared_by) VALUES ('%s', '%s', %d, 1, 0, 'test') ON CONFLICT DO NOTHING"
              .formatted(night, channel, revision));
    }
  }

  void sql(String sql) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What happened to an order. */
  record Shared(
      String night,
      String channel,
      int revision,
      String merchant,
      String currency,
      String kind,
      String reference,
      String order,
      String at,
      long amount,
      long fee,
      Map<String, Long> parts,
      String window) {}

  void share(Shared... rows) {
    StringJoiner values = new StringJoiner(", ");
    for (Shared row : rows) {
      values.add(values(row));
    }
    clickHouse.run(
        "INSERT INTO settlement.settlement_line (business_date, channel, revision, merchant_id, currency, kind, reference, order_id,"
            + " occurred_at, amount, fee, receivers, parts, window_day, receiver_windows) VALUES "
            + values,
        Map.of());
  }

  private static String values(Shared row) {
    return "('%s', '%s', %d, %s, '%s', '%s', %s, %s, '%s', %d, %d, [%s], [%s], '%s', [%s])"
        .formatted(
            row.night(),
            row.channel(),
            row.revision(),
            quoted(row.merchant()),
            row.currency(),
            row.kind(),
            quoted(row.reference()),
            quoted(row.order()),
            row.at(),
            row.amount(),
            row.fee(),
            row.parts().keySet().stream()
                .map(SettledNights::quoted)
                .collect(Collectors.joining(", ")),
            row.parts().values().stream().map(String::valueOf).collect(Collectors.joining(", ")),
            row.window(),
            row.parts().keySet().stream()
                .map(account -> "'" + row.window() + "'")
                .collect(Collectors.joining(", ")));
  }

  /** A line of a settlement. */
  record Told(Kind kind, String reference, long items, long amount) {}

  /** A settlement with these lines, which pays its net when that is above zero. */
  String settle(
      String payee, String currency, Window window, long reserve, long owed, List<Told> lines) {
    String id =
        UUID.nameUUIDFromBytes((payee + currency + window).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    long net = lines.stream().mapToLong(Told::amount).sum();
    long activity =
        lines.stream()
            .filter(line -> StatementLine.OF_ORDERS.contains(line.kind()))
            .mapToLong(Told::amount)
            .sum();
    clickHouse.run(
        "INSERT INTO settlement.payee_settlement VALUES ('%s', '%s', %s, '%s', '%s', '%s', '%s', '%s', %d, %d, %d, %d, %d, %d)"
            .formatted(
                window.day(),
                id,
                quoted(payee),
                currency,
                window.day(),
                window.from(),
                window.to(),
                window.due(),
                activity,
                net,
                Math.max(net, 0),
                Math.min(net, 0),
                reserve,
                owed),
        Map.of());
    StringJoiner values = new StringJoiner(", ");
    for (int i = 0; i < lines.size(); i++) {
      Told line = lines.get(i);
      values.add(
          "('%s', '%s', %d, '%s', %s, %d, %d)"
              .formatted(
                  window.day(),
                  id,
                  i + 1,
                  line.kind(),
                  quoted(line.reference()),
                  line.items(),
                  line.amount()));
    }
    clickHouse.run("INSERT INTO settlement.payee_settlement_line VALUES " + values, Map.of());
    return id;
  }

  /** The lines that a window's orders of a payee add up to, in revisions that count or not. */
  List<Told> linesOf(String payee, String currency, Window window) {
    return clickHouse
        .rows(
            "SELECT kind, concat(toString(business_date), '/', channel) AS night_channel, count() AS items, sum(amount) AS total"
                + " FROM settlement.payee_line WHERE payee = {payee:String} AND currency = {currency:String} AND window_day = {window:Date}"
                + " GROUP BY ALL ORDER BY indexOf(['PAYMENT', 'REFUND', 'FEE', 'SHARE', 'CLAWBACK', 'ADJUSTMENT'], kind), night_channel",
            Map.of("payee", payee, "currency", currency, "window", window.day()))
        .stream()
        .map(SettledNights::told)
        .toList();
  }

  private static Told told(GenericRecord row) {
    return new Told(
        Kind.valueOf(row.getString("kind")),
        row.getString("night_channel"),
        row.getLong("items"),
        row.getLong("total"));
  }

  /** A window, times in UTC. */
  record Window(String day, String from, String to, String due) {}

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
