package dev.settle.stream.fraud.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.stream.fraud.rule.EventReader;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import dev.settle.stream.landing.PaymentEventEncoder;
import dev.settle.stream.ledger.rule.Orders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** History against the real engine, landed by the landing job's own encoder. */
@SuppressWarnings("NullAway") // the engine is started before all tests
class FraudHistoryIT {
  /** Half a day before a partition ends, so that orders and their payments stand on both sides. */
  private static final long START = Instant.parse("2026-10-31T12:00:00Z").toEpochMilli();

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private static EngineProcess engine;
  private static FraudHistory history;

  @BeforeContainer
  static void startEngine() throws Exception {
    engine = EngineProcess.start();
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl(), "default", "")) {
      ClickHouseMigrations.migrate(connection);
    }
    history = new FraudHistory(new HistoryServer(URI.create(engine.httpUrl()), "default", ""));
  }

  @AfterContainer
  static void stopEngine() {
    engine.close();
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void shouldReadTheEventsThatTheJobSaw(@ForAll Random random) throws Exception {
    List<PaymentChange> changes = new ArrayList<>();
    for (int order = 0; order < 40; order++) {
      changes.addAll(lifeOf("o" + order, random));
    }
    land(changes);
    long from = START + random.nextLong(DAY_MS);
    long to = from + 1 + random.nextLong(2 * DAY_MS);

    List<FraudEvent> expected = new ArrayList<>();
    for (FraudEvent event : seenByTheJob(changes)) {
      if (event.time() >= from && event.time() < to) {
        expected.add(event);
      }
    }
    assertThat(read(from, to)).isEqualTo(expected);
    // And in slices of any length.
    List<FraudEvent> sliced = new ArrayList<>();
    for (long at = from; at < to; ) {
      long end = Math.min(to, at + 1 + random.nextLong(DAY_MS));
      sliced.addAll(read(at, end));
      at = end;
    }
    assertThat(sliced).isEqualTo(expected);
  }

  @Example
  void shouldPassOverVersionsThatTheJobCouldNotReadAndCountThem() throws Exception {
    OrderRow odd = Orders.row("odd", 2, "PAID");
    odd.setKind("BARTER");
    land(List.of(change(null, Orders.row("good", 2, "PAID"), 5), change(null, odd, 5)));
    List<FraudEvent> read = new ArrayList<>();
    assertThat(history.read(0, Orders.PAID + DAY_MS, read::add)).isEqualTo(1);
    assertThat(read).extracting(FraudEvent::id).containsExactly("good");
  }

  @Example
  void shouldTakeAnOrdersLastLabel() throws Exception {
    engine.query("TRUNCATE TABLE settlement.fraud_label");
    engine.query(
        "INSERT INTO settlement.fraud_label VALUES"
            + " ('a', true, 's', 'ana', '2026-01-01 00:00:00'),"
            + " ('a', false, 's', 'ana', '2026-01-02 00:00:00'),"
            + " ('b', false, 's', 'ana', '2026-01-01 00:00:00'),"
            + " ('b', true, 's', 'ana', '2026-01-02 00:00:00'),"
            + " ('c', true, 's', 'ana', '2026-01-01 00:00:00')");
    assertThat(history.fraudulentOrders()).containsExactlyInAnyOrder("b", "c");
  }

  @Example
  void shouldSayWhenTheServerDoesNotAnswerOrRefuses() {
    FraudHistory nowhere =
        new FraudHistory(new HistoryServer(URI.create("http://127.0.0.1:1"), "default", ""));
    assertThatThrownBy(nowhere::fraudulentOrders)
        .isInstanceOfSatisfying(
            HistoryException.class, e -> assertThat(e.isUnreachable()).isTrue());
    ClickHouseReader reader =
        new ClickHouseReader(new HistoryServer(URI.create(engine.httpUrl()), "default", ""));
    assertThatThrownBy(
            () ->
                reader.read(
                    "SELECT throwIf(number = 900000) FROM numbers(1000000) FORMAT RowBinary",
                    java.util.Map.of(),
                    RowReader::bool))
        .isInstanceOfSatisfying(
            HistoryException.class, e -> assertThat(e.isUnreachable()).isFalse());
  }

  private static List<FraudEvent> read(long from, long to)
      throws IOException, InterruptedException {
    List<FraudEvent> events = new ArrayList<>();
    assertThat(history.read(from, to, events::add)).isZero();
    return events;
  }

  /** What the reader of changes gives, each event once, in the order in which rules take them. */
  private static List<FraudEvent> seenByTheJob(List<PaymentChange> changes)
      throws UnreadableChangeException {
    TreeSet<FraudEvent> events = new TreeSet<>(FraudEvent.ORDER);
    for (PaymentChange change : changes) {
      events.addAll(EventReader.read(change));
    }
    return List.copyOf(events);
  }

  /** An order's changes; some orders are first seen late in their life, as by a snapshot. */
  private static List<PaymentChange> lifeOf(String id, Random random) {
    List<PaymentChange> changes = new ArrayList<>();
    long created = START + random.nextLong(DAY_MS);
    long time = created;
    int steps = 1 + random.nextInt(6);
    int firstSeen = random.nextInt(4) == 0 ? 1 + random.nextInt(steps) : 1;
    OrderRow before = null;
    OrderRow row = Orders.row(id, 1, "PENDING");
    row.setCreatedAt(created);
    row.setUpdatedAt(created);
    row.setAmount(1 + random.nextInt(1_000));
    row.setPayerId(random.nextInt(5) == 0 ? null : "u" + random.nextInt(5));
    row.setPayeeId(random.nextBoolean() ? null : "Ünïcode\t" + random.nextInt(5));
    row.setDeviceId(random.nextBoolean() ? null : "d".repeat(1 + random.nextInt(200)));
    row.setClientIp(random.nextBoolean() ? null : "10.0.0." + random.nextInt(9));
    for (int version = 1; version <= steps; version++) {
      row = OrderRow.newBuilder(row).setVersion(version).build();
      if (version > 1) {
        // Few different times, so that many events share a millisecond.
        time += random.nextInt(3) == 0 ? 0 : random.nextLong(DAY_MS / 2) / 7_200_000 * 7_200_000;
        row.setUpdatedAt(time);
        next(row, time, random);
      }
      if (version >= firstSeen) {
        long committed = time + random.nextInt(3) - 1;
        changes.add(change(version == firstSeen ? null : before, row, committed));
      }
      before = row;
    }
    return changes;
  }

  private static void next(OrderRow row, long time, Random random) {
    switch (row.getStatus()) {
      case "PENDING" -> {
        int kind = random.nextInt(6);
        if (kind == 0) {
          row.setStatus("CANCELLED");
        } else if (kind > 1) {
          row.setStatus("PAID");
          // The channel's clock: before, at or after the commit.
          row.setPaidAt(time + random.nextInt(5_000) - 2_500);
        }
      }
      case "PAID", "PARTIALLY_REFUNDED" -> {
        long left = row.getAmount() - row.getRefundedAmount();
        long back = random.nextInt(4) == 0 ? 0 : 1 + random.nextLong(left);
        if (back > 0) {
          row.setRefundedAmount(row.getRefundedAmount() + back);
          row.setStatus(back == left ? "REFUNDED" : "PARTIALLY_REFUNDED");
        }
      }
      default -> {
        // Its end: versions that change nothing of money may follow.
      }
    }
  }

  private static PaymentChange change(@Nullable OrderRow before, OrderRow after, long committed) {
    PaymentChange change = Orders.change(after);
    change.setOrderBefore(before);
    change.getSource().setCommittedAt(committed);
    return change;
  }

  /** Lands the changes in several parts, in any order. */
  private static void land(List<PaymentChange> changes) throws Exception {
    engine.query("TRUNCATE TABLE settlement.payment_event");
    PaymentEventEncoder encoder = new PaymentEventEncoder();
    for (int part = 0; part < 3; part++) {
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      for (int i = part; i < changes.size(); i += 3) {
        rows.write(Objects.requireNonNull(encoder.encode(changes.get(i))).bytes);
      }
      if (rows.size() > 0) {
        insert(rows.toByteArray());
      }
    }
  }

  private static void insert(byte[] rows) throws Exception {
    String sql =
        "INSERT INTO %s (%s) FORMAT RowBinary"
            .formatted(PaymentEventEncoder.TABLE.name(), PaymentEventEncoder.TABLE.insertColumns());
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            engine.httpUrl()
                                + "/?insert_deduplicate=0&query="
                                + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(rows))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }
}
