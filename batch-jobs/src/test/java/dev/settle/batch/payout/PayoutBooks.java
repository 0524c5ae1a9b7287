package dev.settle.batch.payout;

import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A PostgreSQL with what a settling night leaves: settlements that pay, and who is paid where. */
final class PayoutBooks {
  static final String ACCOUNT = "DE89370400440532013000";
  static final String DUE = "2026-11-24";
  private static final AtomicInteger OPENED = new AtomicInteger();
  private static final String IBAN = "FR7630006000011234567890189";

  final DataSource postgres;
  private final EmbeddedPostgres server;
  private final String database;
  private int settlements;

  /** A server on which books can be opened. */
  static EmbeddedPostgres server() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    PostgresMigrations.migrate(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    return server;
  }

  /** Books of their own. */
  PayoutBooks(EmbeddedPostgres server) throws SQLException {
    this.server = server;
    this.database = "books" + OPENED.incrementAndGet();
    try (Connection connection = server.getTemplateDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE DATABASE " + database + " TEMPLATE postgres");
    }
    postgres = server.getDatabase("postgres", database);
    sql(
        "INSERT INTO payments.bank_account (account_no, currency, effective_from, holder, bic) VALUES ('%s', 'EUR', '2020-01-01', 'Settle Payments GmbH', 'COBADEFFXXX')"
            .formatted(ACCOUNT));
    limit(1_000, 500, 10, "2020-01-01");
    sql("INSERT INTO batch.settlement_run VALUES ('2026-11-20', 0, 'night')");
  }

  String url() {
    return server.getJdbcUrl("postgres", database);
  }

  void limit(long perBatch, long perPayout, int payoutsMax, String from) throws SQLException {
    sql(
        "INSERT INTO payments.payout_limit VALUES ('EUR', '%s', %d, %d, %d, 'treasurer')"
            .formatted(from, perBatch, perPayout, payoutsMax));
  }

  /** Where a payee is paid from a day on. */
  void account(String payee, String holder, String from) throws SQLException {
    sql(
        "INSERT INTO payments.payee_bank_account (payee, currency, effective_from, holder, iban, agreed_by) VALUES ('%s', 'EUR', '%s', '%s', '%s', 'sales')"
            .formatted(payee, from, holder, IBAN));
  }

  /** A settlement that pays; its payout's id. */
  String payout(String payee, long amount) throws SQLException {
    settlements++;
    String settlement = "%032x".formatted(settlements);
    String payout = "PO%030x".formatted(settlements);
    sql(
        "INSERT INTO batch.settlement VALUES ('%s', '2026-11-20', '%s', 'EUR', date '2020-01-01' + %d, '2026-11-19Z', '2026-11-20Z', '%s', %d, %d, %d, 0, '[]', '[]')"
            .formatted(settlement, payee, settlements, DUE, amount, amount, amount),
        "INSERT INTO batch.payout VALUES ('%s', '%s', '%s', 'EUR', %d, '%s')"
            .formatted(payout, settlement, payee, amount, DUE));
    return payout;
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  /** The first column of the first row. */
  String text(String sql) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  String state(String payout) throws SQLException {
    return text("SELECT state FROM batch.payout_state WHERE payout_id = '" + payout + "'");
  }
}
