package dev.settle.batch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proof of balances on real servers: one of everything that moves money. */
class BalanceComparisonIT {
  private static final String AT = "2026-11-22 04:00:00+00";

  private static EngineProcess engine;
  private static EmbeddedPostgres embedded;
  private static ClickHouse clickHouse;
  private static Connection postgres;

  @BeforeAll
  static void start() throws Exception {
    engine = EngineProcess.start();
    embedded = EmbeddedPostgres.start();
    PostgresMigrations.migrate(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
    postgres = embedded.getPostgresDatabase().getConnection();
    writeSource();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
    clickHouse.close();
    engine.close();
    embedded.close();
  }

  /** What the ledger should say, reckoned by hand from {@link #writeSource()}. */
  @BeforeEach
  void writeLedger() {
    clickHouse.run("TRUNCATE TABLE settlement.ledger_entry", Map.of());
    // Bought 1,000 of which 300 went back; a tip of 50; topped up 500; withdrawn 70.
    balance("channel:WECHAT", "CNY", 0, -1_000 + 300);
    balance("channel:WECHAT", "CNY", 3, -500 + 70);
    balance("merchant:m1:pending", "CNY", 0, 700 + 50 + 35);
    // Paid out of the wallet: the tip, 20 to another, 70 withdrawn, 35 of a hold captured.
    balance("user:u1", "CNY", 0, 500 - 50 - 20 - 70 - 100 + 65 - 40 - 10 + 10);
    balance("user:u1:frozen", "CNY", 0, 40);
    balance("user:u2", "CNY", 0, 20);
    balance("channel:STRIPE", "USD", 0, -9);
    balance("merchant:m1:pending", "USD", 0, 9 - 9);
    balance("merchant:m1", "USD", 0, 6);
    balance("platform:fees", "USD", 5, 3);
  }

  @Test
  void shouldFindEveryBalanceOfEveryKindOfMovement() {
    assertThat(BalanceComparison.prove(postgres, clickHouse))
        .hasToString("PROOF balances-equal-source OK 9 balances");
  }

  @Test
  void shouldNameTheBalanceThatDiffers() {
    balance("user:u2", "CNY", 0, 1);

    assertThat(BalanceComparison.prove(postgres, clickHouse))
        .hasToString(
            "PROOF balances-equal-source FAIL 9 balances, 1 differ; user:u2 CNY source 20, ledger 21");
  }

  @Test
  void shouldNameAccountsThatOnlyOneSideHas() {
    clickHouse.run(
        "ALTER TABLE settlement.ledger_entry DELETE WHERE account = 'channel:STRIPE' SETTINGS mutations_sync = 2",
        Map.of());
    balance("user:unknown", "CNY", 0, 4);

    assertThat(BalanceComparison.prove(postgres, clickHouse).figure())
        .isEqualTo(
            "10 balances, 2 differ; channel:STRIPE USD source -9, ledger has no such account;"
                + " user:unknown CNY source has no such account, ledger 4");
  }

  @Test
  void shouldLeaveTheConnectionAsItWas() throws Exception {
    BalanceComparison.prove(postgres, clickHouse);

    assertThat(postgres.getAutoCommit()).isTrue();
  }

  private static void writeSource() throws Exception {
    sql("INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY')");
    order("bought", "PURCHASE", "WECHAT", "'m1'", "'u9'", "NULL", "CNY", 1_000, true);
    refund("back", "bought", 300, 1_000);
    order("tip", "TIP", "WALLET", "'m1'", "'u1'", "NULL", "CNY", 50, true);
    order("topup", "TOP_UP", "WECHAT", "NULL", "NULL", "'u1'", "CNY", 500, true);
    order("gift", "TRANSFER", "WALLET", "NULL", "'u1'", "'u2'", "CNY", 20, true);
    order("out", "WITHDRAWAL", "WECHAT", "NULL", "'u1'", "NULL", "CNY", 70, true);
    order("dollar", "PURCHASE", "STRIPE", "'m1'", "'u9'", "NULL", "USD", 9, true);
    order("unpaid", "PURCHASE", "STRIPE", "'m1'", "'u9'", "NULL", "USD", 9_999, false);
    hold("h-part", 100, 35, "RELEASED");
    hold("h-open", 40, 0, "HELD");
    hold("h-expired", 10, 0, "EXPIRED");
    sql(
        """
        INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker)
        VALUES ('i1', 'SETTLEMENT', 'm1/2026-11-22', '2026-11-22',
          '[{"account": "merchant:m1:pending", "currency": "USD", "amount": -9},
            {"account": "merchant:m1", "currency": "USD", "amount": 6},
            {"account": "platform:fees", "currency": "USD", "amount": 3}]', 'night')
        """);
  }

  private static void order(
      String id,
      String kind,
      String channel,
      String merchant,
      String payer,
      String payee,
      String currency,
      long amount,
      boolean paid)
      throws Exception {
    sql(
        "INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, payee_id, currency, amount, status, created_at)"
            + " VALUES ('%s', '%s', '%s', %s, %s, %s, '%s', %d, 'PENDING', '%s')"
                .formatted(id, kind, channel, merchant, payer, payee, currency, amount, AT));
    if (paid) {
      sql(
          "UPDATE payments.payment_order SET status = 'PAID', version = 2, paid_at = '%s', channel_txn_id = 't-%s' WHERE order_id = '%s'"
              .formatted(AT, id, id));
    }
  }

  private static void refund(String id, String orderId, long amount, long of) throws Exception {
    assertThat(amount).isLessThan(of);
    sql(
        "INSERT INTO payments.refund (refund_id, order_id, amount, currency, status) VALUES ('%s', '%s', %d, 'CNY', 'PENDING')"
            .formatted(id, orderId, amount));
    sql(
        "BEGIN; UPDATE payments.refund SET status = 'SUCCEEDED', version = 2, succeeded_at = '%s' WHERE refund_id = '%s';"
                .formatted(AT, id)
            + " UPDATE payments.payment_order SET status = 'PARTIALLY_REFUNDED', refunded_amount = %d, version = 3 WHERE order_id = '%s'; COMMIT"
                .formatted(amount, orderId));
  }

  private static void hold(String id, long amount, long captured, String status) throws Exception {
    sql(
        "INSERT INTO payments.funds_hold (hold_id, owner_id, merchant_id, currency, amount, status, created_at, expires_at)"
            + " VALUES ('%s', 'u1', 'm1', 'CNY', %d, 'HELD', '%s', '2026-11-23 00:00:00+00')"
                .formatted(id, amount, AT));
    if (!status.equals("HELD")) {
      sql(
          "UPDATE payments.funds_hold SET status = '%s', version = 2, captured_amount = %d, captured_at = %s, closed_at = '2026-11-23 00:00:00+00' WHERE hold_id = '%s'"
              .formatted(status, captured, captured > 0 ? "'" + AT + "'" : "NULL", id));
    }
  }

  private static void sql(String sql) throws Exception {
    try (Statement statement = postgres.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void balance(String account, String currency, int shard, long amount) {
    clickHouse.run(
        "INSERT INTO settlement.ledger_entry (account, currency, shard, amount, journal_id, business_date) VALUES ('%s', '%s', %d, %d, generateUUIDv4(), '2026-11-22')"
            .formatted(account, currency, shard, amount),
        Map.of());
  }
}
