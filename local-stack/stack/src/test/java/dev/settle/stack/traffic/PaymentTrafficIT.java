package dev.settle.stack.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.schemas.migration.PostgresMigrations;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.HoldStatus;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.statements.StatementMaker;
import dev.settle.stack.statements.WechatStatement;
import dev.settle.stack.traffic.generate.DaySpec;
import dev.settle.stack.traffic.generate.TrafficGenerator;
import dev.settle.stack.traffic.generate.TrafficSummary;
import dev.settle.stack.traffic.paysim.PaySimCount;
import dev.settle.stack.traffic.paysim.PaySimLog;
import dev.settle.stack.traffic.paysim.PaySimReplay;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic against a real PostgreSQL: sums, locks, refusals, repetition, broken connections. */
class PaymentTrafficIT {
  private static final LocalDate DATE = LocalDate.of(2026, 3, 5);
  private static final int KILLS_MAX = 10;
  private static final PrintStream SILENT =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

  private static final Semaphore PAUSE = new Semaphore(0);

  private static EmbeddedPostgres postgres;
  private static PaymentDatabase database;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void startPostgres() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    PostgresMigrations.migrate(url, "postgres", "postgres");
    database = new PaymentDatabase(url, "postgres", "postgres", Duration.ofSeconds(20));
    try (Connection connection = database.connect()) {
      ReferenceWriter.writeMerchants(connection, List.of(new Merchant("m-it", "Shop", "CNY")));
    }
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @Test
  void shouldWriteExactlyThePlannedDayAndNothingTwice() throws Exception {
    DaySpec spec = new DaySpec(7, DATE, 3_000, false, 5, 12);
    TrafficGenerator generator = new TrafficGenerator(database, 3, SILENT);
    TrafficSummary first = generator.write(spec, 0);
    assertThat(first.ordersNew()).isEqualTo(3_000);
    assertThat(first.othersNew()).isEqualTo(150 + 12);
    assertThat(first.refusedCount()).isPositive();
    String rows = rowsOfDay();
    assertThat(totalsInDatabase()).isEqualTo(totals(first));

    TrafficSummary second = generator.write(spec, 0);
    assertThat(second.ordersNew()).isZero();
    assertThat(second.ordersExisting()).isEqualTo(3_000);
    assertThat(second.othersNew()).isZero();
    assertThat(rowsOfDay()).isEqualTo(rows);
  }

  @Test
  void shouldAddHoldsToADayThatWasWrittenWithoutThem() throws Exception {
    LocalDate date = LocalDate.of(2026, 5, 6);
    TrafficGenerator generator = new TrafficGenerator(database, 2, SILENT);
    generator.write(new DaySpec(5, date, 500, false), 0);
    TrafficSummary again = generator.write(new DaySpec(5, date, 500, false, 10, 0), 0);
    assertThat(again.ordersNew()).isZero();
    assertThat(again.othersNew()).isEqualTo(50);
  }

  @Test
  void shouldFinishAHoldThatWasWrittenInPart() throws Exception {
    write(Batch.ofHolds(List.of(hold("h-part", List.of(captured(400)), null))));
    write(Batch.ofHolds(List.of(hold("h-part", List.of(captured(400), released(400)), null))));
    assertThat(
            text(
                "SELECT status || ' ' || captured_amount || ' ' || version FROM payments.funds_hold WHERE hold_id = 'h-part'"))
        .isEqualTo("RELEASED 400 3");
  }

  @Test
  void shouldStopWhenAnotherHoldHasTheId() throws Exception {
    write(Batch.ofHolds(List.of(hold("h-taken", List.of(captured(400)), null))));
    assertThatThrownBy(
            () -> write(Batch.ofHolds(List.of(hold("h-taken", List.of(captured(401)), null)))))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("h-taken stands at CAPTURED, version 2, not as planned");
  }

  @Test
  void shouldFinishABatchThatWasWrittenInPart() throws Exception {
    OrderPlan whole =
        order("part-1", 1_000, null, List.of(refund("part-1-r1", 400), refund("part-1-r2", 600)));
    OrderPlan onlyPaid = order("part-1", 1_000, null, List.of());
    write(onlyPaid);
    WriterPool pool = write(whole);
    assertThat(pool.ordersExisting()).isEqualTo(1);
    assertThat(
            text(
                "SELECT status || ' ' || version FROM payments.payment_order WHERE order_id = 'part-1'"))
        .isEqualTo("REFUNDED 4");
  }

  @Test
  void shouldStopWhenAnotherOrderHasTheId() throws Exception {
    write(order("taken-1", 1_000, null, List.of()));
    assertThatThrownBy(() -> write(order("taken-1", 1_001, null, List.of())))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("taken-1")
        .hasMessageContaining("Another order has this id");
  }

  @Test
  void shouldHaveEveryForbiddenWriteRefusedForItsOwnReason() throws Exception {
    for (IllegalAttempt attempt : IllegalAttempt.values()) {
      assertThat(write(batchWith(attempt)).refused()).containsExactly(Map.entry(attempt, 1));
    }
  }

  /** A row in the state that the attempt is for. */
  private static Batch batchWith(IllegalAttempt attempt) {
    String id = "illegal-" + attempt;
    if (IllegalAttempt.onPaid().contains(attempt)) {
      return batch(order(id, 1_000, attempt, List.of()));
    }
    if (IllegalAttempt.onCapturedHold().contains(attempt)) {
      return Batch.ofHolds(List.of(hold(id, List.of(captured(400)), attempt)));
    }
    if (IllegalAttempt.onReleasedHold().contains(attempt)) {
      return Batch.ofHolds(List.of(hold(id, List.of(released(0)), attempt)));
    }
    if (IllegalAttempt.onInstruction().contains(attempt)) {
      return Batch.ofInstructions(List.of(instruction(id, attempt)));
    }
    assertThat(IllegalAttempt.onCancelled()).contains(attempt);
    return batch(
        new OrderPlan(
            order(id, 1_000, null, List.of()).order(),
            null,
            null,
            Instant.parse("2026-03-05T01:00:00Z"),
            List.of(),
            attempt));
  }

  @Test
  void shouldFailWhenTheDatabaseLetsAForbiddenWriteThrough() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE payments.payment_order DISABLE TRIGGER payment_order_rules");
      assertThatThrownBy(
              () -> write(order("let-through", 1_000, IllegalAttempt.SKIPPED_VERSION, List.of())))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("SKIPPED_VERSION")
          .hasMessageContaining("rules are broken");
      statement.execute("ALTER TABLE payments.payment_order ENABLE TRIGGER payment_order_rules");
    }
  }

  @Test
  void shouldReplayALogOnceHoweverOftenItsConnectionsAreKilled() throws Exception {
    Path file = folder.resolve("log.csv");
    StringBuilder log =
        new StringBuilder(
            "step,action,amount,nameOrig,oldBalanceOrig,newBalanceOrig,nameDest,oldBalanceDest,newBalanceDest,isFraud,isFlaggedFraud,isUnauthorizedOverdraft\n");
    for (int i = 0; i < 20_000; i++) {
      log.append(
          "1,CASH_IN,1,C%d,%d.00,%d.00,M1,0.00,0.00,0,0,0\n"
              .formatted(i % 10, i / 10 + 1, i / 10 + 2));
    }
    Files.writeString(file, log);
    PaySimLog checked = PaySimLog.check(file, Long.MAX_VALUE);
    PaySimReplay replay = new PaySimReplay(database, 3, SILENT);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<PaySimReplay.Result> running =
          executor.submit(() -> replay.replay(checked, null, DATE));
      int kills = 0;
      while (!running.isDone()) {
        kills +=
            kills >= KILLS_MAX
                ? 0
                : Integer.parseInt(
                    text(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE application_name = 'settle-traffic' AND query LIKE '%payment_order%' AND pid <> pg_backend_pid()"));
        PAUSE.tryAcquire(300, TimeUnit.MILLISECONDS);
      }
      PaySimReplay.Result result = running.get();
      assertThat(result.ordersNew() + result.ordersExisting())
          .isEqualTo(checked.count(PaySimCount.ORDERS));
      assertThat(kills).isPositive();
    } finally {
      executor.shutdownNow();
    }
    assertThat(
            text(
                "SELECT count(*) || ' ' || sum(amount) FROM payments.payment_order WHERE status = 'PAID' AND order_id LIKE '"
                    + checked.id()
                    + "-%'"))
        .isEqualTo("20010 " + (10 * 100 + 20_000 * 100));
    PaySimReplay.Result again = replay.replay(checked, null, DATE.plusDays(3));
    assertThat(again).isEqualTo(new PaySimReplay.Result(DATE, 0, 20_010));
    assertThatThrownBy(() -> replay.replay(checked, DATE.plusDays(3), DATE))
        .hasMessageContaining("booked twice");
  }

  @Test
  void shouldListTheDaysPaymentsAndRefundsInEachChannelsStatement() throws Exception {
    LocalDate date = LocalDate.of(2026, 4, 7);
    TrafficSummary summary =
        new TrafficGenerator(database, 2, SILENT).write(new DaySpec(3, date, 1_000, false), 0);
    try (Connection connection = database.connect()) {
      StatementMaker.Day day =
          new StatementMaker(new WechatStatement(BillLayout.ALL, true))
              .make(connection, date, folder, 0, 1);
      Map<String, StatementMaker.Made> made = new TreeMap<>();
      day.statements().forEach(statement -> made.put(statement.sender(), statement));
      assertThat(
              StatementFiles.check(
                  made.remove("BANK").file(), Expectation.none(), LineConsumer.NONE))
          .matches(StatementCheck::accepted)
          .matches(check -> check.summary().lines() == day.payouts().size());
      assertThat(day.payouts())
          .extracting(ChannelPayout::channel)
          .containsExactly(Channel.STRIPE, Channel.ADYEN);
      assertThat(PayoutWriter.write(database, day.payouts())).isEqualTo(2);
      assertThat(PayoutWriter.write(database, day.payouts())).isZero();
      assertThat(made.keySet())
          .containsExactlyInAnyOrderElementsOf(
              ChannelAgreement.all().stream()
                  .filter(agreement -> agreement.statementFormat() != null)
                  .map(agreement -> agreement.channel().name())
                  .toList());
      for (StatementMaker.Made statement : made.values()) {
        Channel channel = Channel.valueOf(statement.sender());
        assertThat(statement.lines())
            .as(statement.sender())
            .isEqualTo((int) movementsOf(channel, summary))
            .isPositive();
        StatementSummary read =
            StatementFiles.check(statement.file(), Expectation.none(), LineConsumer.NONE).summary();
        assertThat(read.paymentCount() + read.refundCount()).isEqualTo(statement.lines());
        assertThat(read.businessDate()).isEqualTo(date);
        assertThat(read.format()).isEqualTo(formatOf(channel));
      }
      assertThat(StatementMaker.faultsFile(folder, date)).content().contains("\"faults\" : [ ]");
    }
  }

  private static @Nullable String formatOf(Channel channel) {
    return ChannelAgreement.all().stream()
        .filter(agreement -> agreement.channel() == channel)
        .findFirst()
        .orElseThrow()
        .statementFormat();
  }

  private static long movementsOf(Channel channel, TrafficSummary summary) {
    return summary.totals().entrySet().stream()
        .filter(entry -> entry.getKey().channel().equals(channel.name()))
        .filter(entry -> !entry.getKey().kind().equals(OrderKind.WITHDRAWAL.name()))
        .filter(
            entry ->
                List.of("PAID", "PARTIALLY_REFUNDED", "REFUNDED", "SUCCEEDED")
                    .contains(entry.getKey().state()))
        .mapToLong(entry -> entry.getValue().count())
        .sum();
  }

  private static OrderPlan order(
      String id, long amount, @Nullable IllegalAttempt attempt, List<RefundPlan> refunds) {
    Instant at = Instant.parse("2026-03-05T00:00:00Z");
    NewOrder order =
        new NewOrder(
            id,
            OrderKind.TOP_UP,
            Channel.UNIONPAY,
            null,
            null,
            "u-it",
            "CNY",
            amount,
            null,
            null,
            null,
            at);
    return new OrderPlan(order, "txn-" + id, at, null, refunds, attempt);
  }

  private static HoldPlan hold(
      String id, List<HoldPlan.Step> steps, @Nullable IllegalAttempt attempt) {
    Instant at = Instant.parse("2026-03-05T00:00:00Z");
    return new HoldPlan(
        id, "u-it", "m-it", "CNY", 1_000, "00-a-b-01", at, at.plusSeconds(60), steps, attempt);
  }

  private static HoldPlan.Step captured(long amount) {
    return new HoldPlan.Step(
        HoldStatus.CAPTURED, amount, Instant.parse("2026-03-05T00:00:01Z"), null);
  }

  private static HoldPlan.Step released(long captured) {
    return new HoldPlan.Step(
        HoldStatus.RELEASED,
        captured,
        captured == 0 ? null : Instant.parse("2026-03-05T00:00:01Z"),
        Instant.parse("2026-03-05T00:00:02Z"));
  }

  private static InstructionPlan instruction(String id, IllegalAttempt attempt) {
    return new InstructionPlan(
        id,
        "CHANNEL_FEE",
        "key-" + id,
        DATE,
        "WECHAT",
        null,
        "[{\"account\": \"channel:WECHAT\", \"currency\": \"CNY\", \"amount\": 6},"
            + " {\"account\": \"platform:channel-fees\", \"currency\": \"CNY\", \"amount\": -6}]",
        Instant.parse("2026-03-05T00:00:00Z"),
        attempt);
  }

  private static RefundPlan refund(String id, long amount) {
    Instant at = Instant.parse("2026-03-05T02:00:00Z");
    return new RefundPlan(id, amount, "ch-" + id, at, at);
  }

  private static Batch batch(OrderPlan plan) {
    return Batch.ofOrders(List.of(plan), List.of());
  }

  private static WriterPool write(OrderPlan plan) throws InterruptedException {
    return write(batch(plan));
  }

  private static WriterPool write(Batch batch) throws InterruptedException {
    try (WriterPool pool = new WriterPool(database, 1)) {
      pool.submit(batch);
      pool.finish();
      return pool;
    }
  }

  private static Map<String, String> totals(TrafficSummary summary) {
    Map<String, String> totals = new TreeMap<>();
    summary
        .totals()
        .forEach(
            (key, total) ->
                totals.put(
                    String.join(
                        " ", key.entity(), key.channel(), key.kind(), key.state(), key.currency()),
                    total.count() + " " + total.amount()));
    return totals;
  }

  private static Map<String, String> totalsInDatabase() throws SQLException {
    Map<String, String> totals = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT 'order ' || channel || ' ' || kind || ' ' || status || ' ' || currency, count(*) || ' ' || sum(amount)
                FROM payments.payment_order WHERE order_id LIKE 'o20260305%' GROUP BY channel, kind, status, currency
                UNION ALL
                SELECT 'refund ' || o.channel || ' ' || o.kind || ' ' || r.status || ' ' || o.currency, count(*) || ' ' || sum(r.amount)
                FROM payments.refund r JOIN payments.payment_order o USING (order_id)
                WHERE order_id LIKE 'o20260305%' GROUP BY o.channel, o.kind, r.status, o.currency
                UNION ALL
                SELECT 'hold WALLET HOLD ' || status || ' ' || currency, count(*) || ' ' || sum(amount)
                FROM payments.funds_hold WHERE hold_id LIKE 'h20260305%' GROUP BY status, currency
                UNION ALL
                SELECT 'instruction ' || channel || ' ' || kind || ' WRITTEN CNY', count(*) || ' 0'
                FROM payments.ledger_instruction WHERE instruction_id LIKE 'i20260305%' GROUP BY channel, kind
                """)) {
      while (rows.next()) {
        totals.put(rows.getString(1), rows.getString(2));
      }
    }
    return totals;
  }

  private static String rowsOfDay() throws SQLException {
    return text(
            "SELECT md5(string_agg(o::text, '|' ORDER BY order_id)) FROM payments.payment_order o WHERE order_id LIKE 'o20260305%'")
        + text(
            "SELECT md5(string_agg(h::text, '|' ORDER BY hold_id)) FROM payments.funds_hold h WHERE hold_id LIKE 'h20260305%'")
        + text(
            "SELECT md5(string_agg(i::text, '|' ORDER BY instruction_id)) FROM payments.ledger_instruction i WHERE instruction_id LIKE 'i20260305%'");
  }

  private static String text(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
