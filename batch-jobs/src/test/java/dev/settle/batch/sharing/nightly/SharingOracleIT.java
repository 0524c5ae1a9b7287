package dev.settle.batch.sharing.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.sharing.Base;
import dev.settle.batch.sharing.DrawnRules;
import dev.settle.batch.sharing.PublishedRules;
import dev.settle.batch.sharing.Receiver;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RulePublisher;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.Scope;
import dev.settle.batch.sharing.nightly.MatchedNight.Moved;
import dev.settle.batch.sharing.nightly.SharingOracle.Matched;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.PaymentLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Thousands of orders by random rule sets over several nights, refunds in random order and some
 * before their payment: each line in ClickHouse must say what the allocator in Java says.
 */
class SharingOracleIT extends SharingServers {
  private static final long SEED = Long.getLong("sharing.seed", 20261126);
  private static final int ORDERS = 4_000;
  private static final LocalDate FIRST = LocalDate.parse("2026-10-30");
  private static final int NIGHTS = 5;
  private static final List<Channel> CHANNELS = List.of(Channel.ALIPAY, Channel.WECHAT);
  private static final List<String> CURRENCIES = List.of("CNY", "JPY", "KWD");

  @Test
  void shouldShareEachRowAsTheAllocatorDoes() throws Exception {
    System.out.println("sharing.seed=" + SEED);
    Random random = new Random(SEED);
    publish(random);
    Map<Integer, List<Matched>> rowsOfNights = draw(random);
    SharingOracle oracle = new SharingOracle(PublishedRules.read(postgres));
    SharingRun run = new SharingRun(postgres, clickHouse);
    for (int night = 0; night < NIGHTS; night++) {
      LocalDate date = FIRST.plusDays(night);
      for (Channel channel : CHANNELS) {
        List<Matched> rows =
            rowsOfNights.getOrDefault(night, List.of()).stream()
                .filter(row -> row.moved().channel() == channel)
                .toList();
        oracle.share(date, rows);
        assertThat(run.share(channel, date, "test").lines()).isEqualTo(rows.size());
        assertThat(run.share(channel, date, "test")).isEqualTo(SharingFigures.NOTHING);
      }
    }

    Map<String, SharingOracle.Expected> found = new TreeMap<>();
    for (GenericRecord row :
        rows(
            "SELECT journal_id, if(rule_set = '', '', concat(rule_set, ' version ', toString(rule_version))) AS rules, month_volume,"
                + " arrayStringConcat(arrayMap(part -> toString(part), parts), ' ') AS parts FROM settlement.settlement_line")) {
      String parts = row.getString("parts");
      found.put(
          row.getString("journal_id"),
          new SharingOracle.Expected(
              row.getString("rules"),
              row.getLong("month_volume"),
              parts.isEmpty()
                  ? List.of()
                  : List.of(parts.split(" ")).stream().map(Long::valueOf).toList()));
    }
    assertThat(found).hasSizeGreaterThan(ORDERS);
    List<String> differences = new ArrayList<>();
    oracle
        .lines()
        .forEach(
            (journal, expected) -> {
              if (!expected.equals(found.get(journal))) {
                differences.add(journal + " expected " + expected + " found " + found.get(journal));
              }
            });
    assertThat(differences).isEmpty();
    assertThat(found.keySet()).isEqualTo(oracle.lines().keySet());
    requireCasesOfEveryKind(found);
    requireProved();
  }

  private static void requireProved() throws SQLException {
    // What a killed night left counts for nothing.
    clickHouse.run(
        "INSERT INTO settlement.settlement_line SELECT * REPLACE (toUInt16(9) AS revision) FROM settlement.settlement_line WHERE order_id = 'o1'",
        Map.of());
    try (Connection connection = postgres.getConnection()) {
      assertThat(new SharingProofs(clickHouse).all(connection)).allMatch(Proof::holds);
      clickHouse.run(
          "ALTER TABLE settlement.settlement_line UPDATE fee = fee + 1 WHERE order_id = 'o1' SETTINGS mutations_sync = 2",
          Map.of());
      assertThat(new SharingProofs(clickHouse).all(connection))
          .filteredOn(proof -> !proof.holds())
          .extracting(Proof::name)
          .containsExactly("shares-posted");
    }
  }

  /** Otherwise the comparison could hold because nothing happens. */
  private static void requireCasesOfEveryKind(Map<String, SharingOracle.Expected> found) {
    assertThat(found.values().stream().filter(line -> line.rules().isEmpty()).count()).isPositive();
    assertThat(found.values().stream().filter(line -> line.volume() > 0).count())
        .isGreaterThan(100);
    assertThat(
            found.values().stream()
                .filter(line -> line.parts().stream().anyMatch(part -> part < 0))
                .count())
        .isGreaterThan(500);
    assertThat(found.values().stream().map(SharingOracle.Expected::rules).distinct().count())
        .isGreaterThan(8);
  }

  private static void publish(Random random) {
    List<RuleSet> ruleSets = new ArrayList<>();
    for (String currency : CURRENCIES) {
      for (int i = 0; i < 6; i++) {
        @Nullable String merchant = i < 3 ? "m" + i : null;
        @Nullable Channel channel = i % 3 == 0 ? Channel.WECHAT : null;
        @Nullable OrderKind kind = i == 5 ? OrderKind.TIP : null;
        String id = "r-" + currency + "-" + i;
        for (int version = 1; version <= (i % 2 == 0 ? 2 : 1); version++) {
          RuleSet bare =
              new RuleSet(
                  id,
                  version,
                  new Scope(merchant, kind, channel, currency),
                  version == 1 ? FIRST.minusDays(i % 2 == 0 ? 5 : 300) : FIRST.plusDays(2),
                  null,
                  i,
                  random.nextBoolean() ? Base.NET : Base.GROSS,
                  random.nextInt(3) == 0 ? 1 + random.nextInt(3_000) : null,
                  null,
                  50,
                  List.of());
          ruleSets.add(DrawnRules.withReceivers(random, bare, 10_000));
        }
      }
    }
    Set<String> accounts =
        ruleSets.stream()
            .flatMap(rules -> rules.receivers().stream())
            .map(Receiver::account)
            .collect(Collectors.toSet());
    new RulePublisher(postgres).publish(new RuleBook(accounts, ruleSets), "test");
  }

  private static Map<Integer, List<Matched>> draw(Random random) {
    Map<Integer, List<Matched>> rows = new TreeMap<>();
    for (int i = 0; i < ORDERS; i++) {
      int paidOn = random.nextInt(NIGHTS);
      long amount = 1 + amount(random);
      Instant at =
          FIRST
              .plusDays(paidOn)
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .plusSeconds(random.nextInt(3_000));
      Moved payment =
          new Moved(
              CHANNELS.get(random.nextInt(2)),
              "m" + random.nextInt(5),
              random.nextInt(4) == 0 ? "TIP" : "PURCHASE",
              "o" + i,
              "o" + i,
              CURRENCIES.get(random.nextInt(3)),
              amount,
              at,
              FIRST.plusDays(random.nextInt(60) == 0 ? paidOn - 200 : paidOn));
      matched(rows, payment, later(random, paidOn), fee(random, amount));
      long left = amount;
      for (int refund = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
          refund > 0 && left > 0;
          refund--) {
        long part = refund == 1 && random.nextBoolean() ? left : 1 + random.nextLong(left);
        left -= part;
        int on = Math.min(NIGHTS - 1, paidOn + random.nextInt(3));
        Moved back =
            new Moved(
                payment.channel(),
                payment.merchant(),
                payment.kind(),
                payment.orderId(),
                "f" + i + "-" + refund,
                payment.currency(),
                -part,
                FIRST
                    .plusDays(on)
                    .atTime(12, 0)
                    .toInstant(ZoneOffset.UTC)
                    .plusSeconds(random.nextInt(3)),
                FIRST.plusDays(on));
        matched(rows, back, later(random, on), random.nextInt(3) == 0 ? -part / 200 : 0);
      }
    }
    nights.flush();
    return rows;
  }

  private static void matched(Map<Integer, List<Matched>> rows, Moved moved, int night, long fee) {
    nights.book(moved);
    nights.match(FIRST.plusDays(night), moved, fee);
    rows.computeIfAbsent(night, key -> new ArrayList<>()).add(new Matched(moved, fee));
  }

  private static int later(Random random, int day) {
    return random.nextInt(5) == 0 ? Math.min(NIGHTS - 1, day + 1 + random.nextInt(2)) : day;
  }

  private static long amount(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(30);
      case 1 -> random.nextLong(PaymentLimits.AMOUNT_MINOR_MAX);
      default -> random.nextInt(100_000);
    };
  }

  private static long fee(Random random, long amount) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> amount + random.nextInt(3);
      default -> amount / 160;
    };
  }
}
