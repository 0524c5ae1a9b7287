package dev.settle.schemas.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The database itself refuses what the state machine, the optimistic lock and the amount rules
 * forbid.
 */
class PostgresMigrationsIT {
  private static EmbeddedPostgres postgres;
  private static String url;
  private static int orders;

  private Connection connection;
  private String order;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    assertThat(PostgresMigrations.migrate(url, "postgres", "postgres")).isPositive();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void insertOrder() throws SQLException {
    connection = DriverManager.getConnection(url, "postgres", "postgres");
    order = "o" + ++orders;
    run(
        "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY') ON CONFLICT DO NOTHING");
    run(
        "INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, currency, amount, status)"
            + " VALUES ('%s', 'PURCHASE', 'WECHAT', 'm1', 'u1', 'CNY', 1000, 'PENDING')"
                .formatted(order));
  }

  @org.junit.jupiter.api.AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void shouldDoNothingWhenMigratedAgain() {
    assertThat(PostgresMigrations.migrate(url, "postgres", "postgres")).isZero();
  }

  @Test
  void shouldAcceptAPaymentItsPartialRefundsAndItsFullRefund() {
    assertThatCode(
            () -> {
              pay();
              refund("r1-" + order, 400, "PARTIALLY_REFUNDED", 400, 2);
              refund("r2-" + order, 600, "REFUNDED", 1000, 3);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseIllegalTransitions() throws SQLException {
    refused(
        "SET status = 'REFUNDED', refunded_amount = 1000, paid_at = now(), channel_txn_id = 'x', version = version + 1",
        "illegal transition PENDING -> REFUNDED");
    pay();
    refused(
        "SET status = 'CANCELLED', paid_at = NULL, version = version + 1",
        "violates check constraint|never change|illegal");
    refused(
        "SET status = 'PENDING', paid_at = NULL, version = version + 1", "never change|illegal");
  }

  @Test
  void shouldRefuseAnUpdateThatDoesNotRaiseTheVersionByOne() {
    refused("SET device_id = 'd'", "version 1 must follow 1");
    refused("SET device_id = 'd', version = version + 2", "version 3 must follow 1");
  }

  @Test
  void shouldRefuseChangedIdentityAmountAndParties() {
    refused("SET amount = 1001, version = version + 1", "never change");
    refused("SET payer_id = 'u2', version = version + 1", "never change");
    refused("SET currency = 'USD', version = version + 1", "never change");
  }

  @Test
  void shouldRefuseARefundedAmountThatIsNotTheSumOfItsRefunds() throws SQLException {
    pay();
    refused(
        "SET status = 'PARTIALLY_REFUNDED', refunded_amount = 1, version = version + 1",
        "differs from its succeeded refunds");
    refused(
        "SET status = 'PARTIALLY_REFUNDED', refunded_amount = 1001, version = version + 1",
        "violates check constraint");
  }

  @Test
  void shouldRefuseARefundThatTheOrderDoesNotDeclare() throws SQLException {
    pay();
    String refund = "r-" + order;
    run(
        "INSERT INTO payments.refund (refund_id, order_id, amount, currency, status) VALUES ('%s', '%s', 5, 'CNY', 'PENDING')"
            .formatted(refund, order));
    assertThatThrownBy(
            () ->
                run(
                    "UPDATE payments.refund SET status = 'SUCCEEDED', succeeded_at = now(), version = 2 WHERE refund_id = '%s'"
                        .formatted(refund)))
        .hasMessageContaining("refunded_amount 0 differs from its succeeded refunds 5");
  }

  @Test
  void shouldRefuseARefundOfAnUnpaidOrderAndInAnotherCurrency() throws SQLException {
    String insert =
        "INSERT INTO payments.refund (refund_id, order_id, amount, currency, status) VALUES ('r-%s', '%s', 5, '%s', 'PENDING')";
    assertThatThrownBy(() -> run(insert.formatted(order, order, "CNY")))
        .hasMessageContaining("cannot be refunded");
    pay();
    assertThatThrownBy(() -> run(insert.formatted(order, order, "USD")))
        .hasMessageContaining("cannot be refunded");
  }

  @Test
  void shouldRefuseOrdersThatDoNotBeginPendingOrLackTheirParties() {
    String insert =
        "INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, payee_id, currency, amount, status, paid_at) VALUES ";
    assertThatThrownBy(
            () ->
                run(
                    insert
                        + "('x', 'PURCHASE', 'WALLET', 'm1', 'u1', NULL, 'CNY', 1, 'PAID', now())"))
        .hasMessageContaining("a new order is PENDING");
    assertThatThrownBy(
            () ->
                run(
                    insert
                        + "('x', 'PURCHASE', 'WALLET', NULL, 'u1', NULL, 'CNY', 1, 'PENDING', NULL)"))
        .hasMessageContaining("payment_order_parties");
    assertThatThrownBy(
            () ->
                run(
                    insert
                        + "('x', 'TRANSFER', 'WALLET', NULL, 'u1', 'u1', 'CNY', 1, 'PENDING', NULL)"))
        .hasMessageContaining("payment_order_parties");
    assertThatThrownBy(
            () ->
                run(
                    insert
                        + "('x', 'TOP_UP', 'WECHAT', NULL, NULL, 'u1', 'CNY', 0, 'PENDING', NULL)"))
        .hasMessageContaining("amount");
  }

  @Test
  void shouldRefuseToRemoveRows() {
    assertThatThrownBy(
            () -> run("DELETE FROM payments.payment_order WHERE order_id = '" + order + "'"))
        .hasMessageContaining("never removed");
    assertThatThrownBy(() -> run("TRUNCATE payments.refund")).hasMessageContaining("never removed");
  }

  private void pay() throws SQLException {
    run(
        "UPDATE payments.payment_order SET status = 'PAID', paid_at = now(), channel_txn_id = 'wx-%s', version = version + 1 WHERE order_id = '%s'"
            .formatted(order, order));
  }

  private void refund(String refund, long amount, String status, long total, int version)
      throws SQLException {
    connection.setAutoCommit(false);
    run(
        "INSERT INTO payments.refund (refund_id, order_id, amount, currency, status) VALUES ('%s', '%s', %d, 'CNY', 'PENDING')"
            .formatted(refund, order, amount));
    run(
        "UPDATE payments.payment_order SET status = '%s', refunded_amount = %d, version = %d WHERE order_id = '%s'"
            .formatted(status, total, version + 1, order));
    run(
        "UPDATE payments.refund SET status = 'SUCCEEDED', succeeded_at = now(), channel_refund_id = '%s', version = 2 WHERE refund_id = '%s'"
            .formatted(refund, refund));
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void refused(String change, String messagePattern) {
    assertThatThrownBy(
            () ->
                run(
                    "UPDATE payments.payment_order "
                        + change
                        + " WHERE order_id = '"
                        + order
                        + "'"))
        .isInstanceOf(SQLException.class)
        .message()
        .containsPattern(messagePattern);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
