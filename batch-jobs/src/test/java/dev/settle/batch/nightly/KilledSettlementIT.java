package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.kafka.KafkaBroker;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.settlement.SettlementProofs;
import dev.settle.batch.statement.wechat.Bill;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One night that is killed with SIGKILL again and again while it shares and settles, and goes on
 * each time: what it orders from the ledger is ordered once, and is what an undisturbed night would
 * order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledSettlementIT extends NightHistory {
  private static final String DAY = "2026-11-25";
  private static final int ORDERS = 40;

  private static KafkaBroker kafka;
  private static Path output;

  @BeforeAll
  static void writeDay(@TempDir Path broker, @TempDir Path outputs) throws Exception {
    output = outputs;
    kafka = new KafkaBroker(broker);
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 0, 0, "2026-01-01");
    pipeline.sql(
        "INSERT INTO payments.profit_sharing_receiver (account, name, added_by) VALUES ('partner:p1', 'P', 'test'), ('platform:fees', 'F', 'test')",
        """
        INSERT INTO payments.profit_sharing_rule (rule_set_id, version, merchant_id, currency, effective_from, base, receivers, published_by)
        VALUES ('r1', 1, 'm1', 'CNY', '2026-01-01', 'NET',
                '[{"account": "partner:p1", "type": "PERCENT", "basisPoints": 1500}, {"account": "platform:fees", "type": "FIXED", "amount": 7}]', 'test')""");
    Bill bill = new Bill(Bill.ALL_27, MERCHANT, DAY);
    for (int i = 0; i < ORDERS; i++) {
      long amount = 1_000 + 37L * i;
      pipeline.payment("o" + i, "t" + i, amount, "CNY", DAY);
      bill.payment("t" + i, "o" + i, amount, (amount * 6 + 500) / 1_000);
    }
    write(DAY, bill.text());
    LedgerTopic.fill(kafka.bootstrapServers(), clickHouse);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"share: begins", "01_rows", "07_lines"})
  @Order(1)
  void shouldOrderNothingWhenKilledBeforeItsLinesCount(String line) throws Exception {
    killAt(line);

    assertThat(ordered("share")).isEmpty();
    assertThat(texts("SELECT business_date FROM batch.sharing_revision")).isEmpty();
  }

  @Test
  @Order(2)
  void shouldOrderNothingWhenKilledInTheTransactionThatOrdersTheParts() throws Exception {
    killWhenItWaitsFor("batch.sharing_revision");

    assertThat(ordered("share")).isEmpty();
    assertThat(texts("SELECT business_date FROM batch.sharing_revision")).isEmpty();
  }

  @Test
  @Order(3)
  void shouldKeepWhatCountsWhenKilledAfterIt() throws Exception {
    killAt("settle: begins");

    assertThat(ordered("share")).hasSize(3);
    assertThat(texts("SELECT revision FROM batch.sharing_revision")).containsExactly("1");
    assertThat(ordered("settle")).isEmpty();
  }

  @Test
  @Order(4)
  void shouldOrderNothingWhenKilledInTheTransactionThatSettles() throws Exception {
    List<String> shared = ordered("share");

    killWhenItWaitsFor("batch.payout");

    assertThat(ordered("share")).isEqualTo(shared);
    assertThat(ordered("settle")).isEmpty();
    assertThat(texts("SELECT payee FROM batch.settlement")).isEmpty();
  }

  @Test
  @Order(5)
  void shouldOrderOnceWhatAnUndisturbedNightOrders() throws Exception {
    finish();

    assertThat(ordered("share")).hasSize(3);
    assertThat(texts("SELECT payee FROM batch.settlement ORDER BY payee"))
        .containsExactly("merchant:m1", "partner:p1");
    assertThat(texts("SELECT count(*) FROM batch.payout")).containsExactly("2");
    assertProved();
  }

  @Test
  @Order(6)
  void shouldOrderNothingMoreWhenTheWholeNightRunsAgain() throws Exception {
    List<String> shared = ordered("share");
    List<String> settled = ordered("settle");

    finish();
    finish();

    assertThat(ordered("share")).isEqualTo(shared);
    assertThat(ordered("settle")).isEqualTo(settled);
    assertThat(count("settlement_line", DAY)).isEqualTo(ORDERS);
    assertProved();
  }

  private static void assertProved() throws SQLException {
    pipeline.bookOrdered();
    try (Connection connection = postgres.getConnection()) {
      List<Proof> proofs = new ArrayList<>(new SettlementProofs(connection, clickHouse).all());
      proofs.add(new Prover(clickHouse).balances(connection));
      assertThat(proofs).allMatch(Proof::holds);
    }
  }

  private static void killAt(String line) throws Exception {
    Pattern pattern = Pattern.compile(line);
    try (NightProcess night =
        start(logged -> pattern.matcher(logged).find(), NightProcess::kill9)) {
      assertThat(night.exitCode()).as(night.log()).isEqualTo(137);
      assertThat(night.met()).isTrue();
    }
  }

  /** Lets nobody write to a table, waits until the night would, and kills it there. */
  private static void killWhenItWaitsFor(String table) throws Exception {
    try (Connection lock = postgres.getConnection();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
      try (NightProcess night = start(line -> false, NightProcess::kill9)) {
        while (waiting(table).isEmpty()) {
          assertThat(night.isAlive()).as(night.log()).isTrue();
          LockSupport.parkNanos(20_000_000);
        }
        night.kill9();
        assertThat(night.exitCode()).isEqualTo(137);
      }
      lock.rollback();
    }
    while (!waiting(table).isEmpty()) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static List<String> waiting(String table) throws SQLException {
    return texts(
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO "
            + table
            + "%' AND pid <> pg_backend_pid()");
  }

  private static void finish() throws Exception {
    try (NightProcess night = start(line -> false, NightProcess::kill9)) {
      assertThat(night.exitCode()).as(night.log()).isEqualTo(ExitCode.DONE);
    }
  }

  private static NightProcess start(Predicate<String> at, NightProcess.Happening happens)
      throws Exception {
    return new NightProcess(
        output,
        List.of(
            "nightly",
            "--business-date",
            DAY,
            "--statements",
            statements.toString(),
            "--reports",
            output.resolve("reports").toString(),
            "--by",
            "test",
            "--postgres-url",
            embedded.getJdbcUrl("postgres", "postgres"),
            "--postgres-user",
            "postgres",
            "--postgres-password",
            "postgres",
            "--clickhouse-url",
            engine.httpUrl(),
            "--bootstrap-servers",
            kafka.bootstrapServers()),
        at,
        happens);
  }

  private static List<String> ordered(String step) throws SQLException {
    return texts(
        "SELECT format('%%s %%s %%s', kind, business_key, legs) FROM payments.ledger_instruction WHERE business_key LIKE '%s/%%' ORDER BY kind, business_key"
            .formatted(step));
  }
}
