package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.expected.ExpectedDay;
import dev.settle.batch.expected.ExpectedLine;
import dev.settle.batch.expected.ExpectedTotal;
import dev.settle.batch.expected.RowState;
import dev.settle.batch.reconciliation.PostgresTerms;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.wechat.Bill;
import dev.settle.schemas.payment.Channel;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What is expected while the day runs, and that the night then only confirms it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpectedIT extends NightHistory {
  private static final String DAY_BEFORE = "2026-11-21";
  private static final String DAY = "2026-11-22";
  private static final String BUSY_DAY = "2026-11-23";
  private static final long ALL = 1_000_000;

  private static Path folder;

  private static List<ExpectedLine> expected = List.of();
  private static List<ExpectedLine> compared = List.of();

  @BeforeAll
  static void agreeAndPay(@TempDir Path temporary) throws Exception {
    folder = temporary;
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 2, "2026-01-01");
    pipeline.sql(
        rate("PAYMENT", "2026-01-01", "NULL", 6_000, 0, true),
        rate("PAYMENT", DAY, "NULL", 3_800, 2, true));
    pipeline.payment("o-carried", "t-carried", 10_000, "CNY", DAY_BEFORE);
    pipeline.payment("o-past", "t-past", 10_000, "CNY", DAY_BEFORE);
    write(
        DAY_BEFORE,
        new Bill(Bill.ALL_27, MERCHANT, DAY_BEFORE)
            .payment("t-past", "o-past", 10_000, 60)
            .payment("t-early", "o-early", 700, 4)
            .text());
    night(DAY_BEFORE);

    for (String name : List.of("same", "amount", "fee", "own", "absent", "twice")) {
      pipeline.payment("o-" + name, "t-" + name, 10_000, "CNY", DAY);
    }
    pipeline.refund("r-same", "o-same", "t-same", "c-same", 4_000, 10_000, DAY);
    pipeline.refund("r-own", "o-own", "t-own", null, 5_000, 10_000, DAY);
    pipeline.payout("i-payout", 60, 9_940, DAY);
    pipeline.payment("o-early", "t-early", 700, "CNY", DAY_BEFORE, false);
    pipeline.land("o-early", "t-early", 700, "CNY", DAY_BEFORE, DAY);
    pipeline.payment("o-late", "t-late", 10_000, "CNY", DAY_BEFORE, false);
    pipeline.land("o-late", "t-late", 10_000, "CNY", DAY_BEFORE, DAY);
  }

  private static Bill bill() {
    return new Bill(Bill.ALL_27, MERCHANT, DAY)
        .payment("t-same", "o-same", 10_000, 40)
        .payment("t-carried", "o-carried", 10_000, 40)
        .refund("t-same", "o-same", "c-same", "r-same", 4_000, -17, "SUCCESS")
        .refund("t-own", "o-own", "c-own", "r-own", 5_000, -21, "SUCCESS")
        .payment("t-own", "o-own", 10_000, 40)
        .payment("t-amount", "o-amount", 10_500, 42)
        .payment("t-fee", "o-fee", 10_000, 41)
        .payment("t-twice", "o-twice", 10_000, 40)
        .payment("t-twice", "o-twice", 10_000, 40)
        .payment("t-extra", "o-extra", 777, 5);
  }

  @Test
  @Order(1)
  void shouldExpectTheDaysRowsAndWhatIsCarriedOverWithFeesOfTheRateOfEachDate() throws Exception {
    try (ExpectedDay day = day(DAY, null)) {
      expected = lines(day);
    }

    assertThat(expected)
        .extracting(
            ExpectedLine::state,
            line -> line.date().toString(),
            ExpectedLine::channelId,
            ExpectedLine::ownId,
            line -> ledger(line).amount(),
            line -> ledger(line).fee())
        .containsExactly(
            toCome(DAY_BEFORE, "t-carried", "o-carried", 10_000, 60L),
            toCome(DAY, "t-absent", "o-absent", 10_000, 40L),
            toCome(DAY, "t-amount", "o-amount", 10_000, 40L),
            toCome(DAY, "t-fee", "o-fee", 10_000, 40L),
            // Booked late, but of the day before: the rate of that.
            toCome(DAY, "t-late", "o-late", 10_000, 60L),
            toCome(DAY, "t-own", "o-own", 10_000, 40L),
            toCome(DAY, "t-same", "o-same", 10_000, 40L),
            toCome(DAY, "t-twice", "o-twice", 10_000, 40L),
            toCome(DAY, "", "r-own", -5_000, -21L),
            toCome(DAY, "c-same", "r-same", -4_000, -17L),
            tuple(RowState.LISTED_EARLIER, DAY, "t-early", "o-early", 700L, 4L));
    assertThat(expected).extracting(ExpectedLine::account).containsOnly(MERCHANT);
  }

  @Test
  @Order(2)
  void shouldCompareAFileThatIsCutOffAsFarAsItGoes() throws Exception {
    String text = bill().text();
    Path cut = folder.resolve("cut.csv");
    Files.writeString(
        cut,
        text.substring(0, text.indexOf("t-own", text.indexOf("r-own") + 5)),
        StandardCharsets.UTF_8);
    try (ExpectedDay day = day(DAY, cut)) {
      assertThat(check(day).accepted()).isFalse();
      assertThat(idsByState(lines(day)))
          .containsEntry("CONFIRMED", "o-carried o-same r-own r-same")
          .containsEntry("TO_COME", "o-absent o-amount o-fee o-late o-own o-twice")
          .doesNotContainKeys("DIFFERS", "NOT_EXPECTED");
    }
  }

  @Test
  @Order(3)
  void shouldSayOfEachRowHowItStandsAgainstTheWholeFile() throws Exception {
    Path whole = folder.resolve("whole.csv");
    Files.writeString(whole, bill().text(), StandardCharsets.UTF_8);
    try (ExpectedDay day = day(DAY, whole)) {
      compared = lines(day);
      assertThat(check(day).accepted()).isTrue();
      assertThat(day.isOpen()).isTrue();
      assertThat(day.missedDays()).isEmpty();
      assertThat(day.totals().stream().mapToLong(ExpectedTotal::listed).sum()).isEqualTo(10);
    }
    assertThat(idsByState(compared))
        .isEqualTo(
            Map.of(
                "CONFIRMED", "o-carried o-own o-same o-twice r-own r-same",
                "DIFFERS", "o-amount o-fee",
                "NOT_EXPECTED", "o-extra o-twice",
                "TO_COME", "o-absent o-late",
                "LISTED_EARLIER", "o-early"));
    assertThat(compared)
        .filteredOn(line -> line.state() == RowState.DIFFERS)
        .extracting(
            ExpectedLine::nightClass,
            line -> ledger(line).amount(),
            line -> ledger(line).fee(),
            line -> listed(line).amount(),
            line -> listed(line).fee())
        .containsExactly(
            tuple("AMOUNT_MISMATCH", 10_000L, 42L, 10_500L, 42L),
            tuple("FEE_MISMATCH", 10_000L, 40L, 10_000L, 41L));
  }

  @Test
  @Order(4)
  void shouldDropWhatAKilledRunLeftADayAgoAndNothingThatMayBeInUse() throws Exception {
    String now =
        DateTimeFormatter.ofPattern("uuuuMMddHHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
    List<String> kept =
        List.of("settlement_expected_" + now + "_00000000", "settlement_expected_2025_budget");
    String left = "settlement_expected_20251122093000_0a1b2c3d";
    Stream.concat(kept.stream(), Stream.of(left))
        .forEach(name -> clickHouse.run("CREATE DATABASE " + name, Map.of()));

    day(DAY, null).close();

    assertThat(scratchDatabases()).isEqualTo(kept.size());
    kept.forEach(name -> clickHouse.run("DROP DATABASE " + name + " SYNC", Map.of()));
  }

  @Test
  @Order(5)
  void shouldTouchNothingThatTheNightOwnsAndLeaveNothingBehind() {
    assertThat(count("reconciliation_item", DAY)).isZero();
    assertThat(count("channel_statement_line", DAY)).isZero();
    assertThat(scratchDatabases()).isZero();
  }

  @Test
  @Order(6)
  void shouldHaveSaidOfEveryRowWhatTheNightThenFinds() throws Exception {
    write(DAY, bill().text());
    night(DAY);

    assertThat(compared.stream().map(ExpectedIT::told).sorted().toList()).isEqualTo(found(DAY));
    Map<String, Long> feesBefore = new TreeMap<>();
    expected.stream()
        .filter(line -> line.date().equals(LocalDate.parse(DAY)))
        .forEach(line -> feesBefore.put(line.ownId(), fee(line)));
    rows("""
        SELECT if(ledger_cause = 'REFUND', ledger_refund_id, ledger_order_id) AS own, toInt64(expected_fee) AS fee
        FROM settlement.reconciliation_item
        WHERE business_date = '2026-11-22' AND class = 'MATCHED' AND ledger_date = '2026-11-22'
        """)
        .forEach(
            matched ->
                assertThat(feesBefore)
                    .as("every matched row was expected, with the fee that the night then wants")
                    .containsEntry(matched.getString("own"), matched.getLong("fee")));
    try (ExpectedDay day = day(DAY, null)) {
      assertThat(day.isOpen()).isFalse();
    }
  }

  @Test
  @Order(7)
  void shouldAnswerOfOneMomentWhileRowsAreLanded() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> landing = CompletableFuture.runAsync(() -> land(enough));
    try {
      long before = 0;
      for (int round = 0; round < 8; round++) {
        try (ExpectedDay day = day(BUSY_DAY, null)) {
          List<ExpectedLine> lines = lines(day);
          List<ExpectedTotal> totals = day.totals();
          assertThat(totals.stream().mapToLong(ExpectedTotal::rows).sum())
              .as("as many as are listed, and none is lost from round to round")
              .isEqualTo(lines.size())
              .isGreaterThanOrEqualTo(before);
          assertThat(sum(totals.stream().map(ExpectedTotal::amount)))
              .isEqualTo(sum(lines.stream().map(line -> big(ledger(line).amount()))));
          assertThat(sum(totals.stream().map(ExpectedTotal::fee)))
              .isEqualTo(sum(lines.stream().map(line -> big(fee(line)))));
          before = lines.size();
        }
      }
      assertThat(before).as("rows came meanwhile").isGreaterThan(100);
    } finally {
      enough.set(true);
      landing.join();
    }
  }

  @Test
  @Order(8)
  void shouldWatchUntilItIsToldToEndAndCleanUp() throws Exception {
    try (NightProcess watch = command("--watch", "1")) {
      while (watch.isAlive() && watch.output().lines().count() < 2) {
        Thread.sleep(200);
      }
      watch.end();
      assertThat(watch.exitCode()).as(watch.log()).isEqualTo(143);
      assertThat(watch.output().lines())
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(line -> line.contains(" WECHAT " + BUSY_DAY + " expected "));
    }
    assertThat(scratchDatabases()).isZero();
  }

  @Test
  @Order(9)
  void shouldListOnTheCommandLineNoMoreThanTheLimitAndSaySo() throws Exception {
    try (NightProcess text = command("--lines", "--limit", "3")) {
      assertThat(text.exitCode()).as(text.log()).isZero();
      assertThat(text.output())
          .contains("the day is not closed yet")
          .contains("more to come (--limit)");
      assertThat(text.output().lines().filter(line -> line.startsWith("  to come "))).hasSize(3);
    }
    try (NightProcess json = command("--lines", "--limit", "3", "--json")) {
      assertThat(json.exitCode()).as(json.log()).isZero();
      assertThat(json.output()).startsWith("{\"channel\":\"WECHAT\"").contains("\"fee\":\"0.40\"");
      assertThat(json.output().split("\"own_id\"", -1)).hasSize(4);
    }
  }

  @Test
  @Order(10)
  void shouldSayThatNothingIsAgreedAndRefuseOnlyTheChannelThatIsNamed() throws Exception {
    pipeline.agree("ALIPAY", "2088000000000001", null, 6_000, 1, 2, "2026-01-01");
    try (NightProcess all = command()) {
      assertThat(all.exitCode()).as(all.log()).isZero();
      assertThat(all.output()).startsWith("WECHAT " + BUSY_DAY).doesNotContain("ALIPAY");
      assertThat(all.log())
          .contains("no statement is agreed with ALIPAY on " + BUSY_DAY + ": none is expected");
    }
    try (NightProcess named = command("--channel", "ALIPAY")) {
      assertThat(named.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(named.log())
          .contains("no statement is agreed with ALIPAY on " + BUSY_DAY)
          .contains("payments.channel_account");
    }
  }

  @Test
  @Order(11)
  void shouldNotAwaitALineOfAnInstructionThatStandsAlone() throws Exception {
    clickHouse.run(
        "INSERT INTO settlement.reconciliation_item (business_date, channel, item_id, class, is_open, origin_date, ledger_journal_id,"
            + " ledger_date, ledger_cause, ledger_kind, ledger_channel_id, ledger_amount, ledger_currency)"
            + " VALUES ('2026-11-22', 'WECHAT', 'reserve', 'MISSING_IN_CHANNEL', true, '2026-11-22', 'instruction:b1', '2026-11-22',"
            + " 'TRANSFER', 'RESERVE', 'b1', -100, 'CNY')",
        Map.of());
    try (ExpectedDay day = day(BUSY_DAY, null)) {
      assertThat(lines(day))
          .filteredOn(line -> line.channelId().equals("b1"))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.state()).isEqualTo(RowState.NOT_LISTED);
                assertThat(ledger(line)).isEqualTo(new ExpectedLine.Expected("CNY", -100, null));
              });
    }
  }

  private static void land(AtomicBoolean enough) {
    for (int batch = 0; !enough.get(); batch++) {
      StringBuilder values = new StringBuilder();
      for (int row = 0; row < 50; row++) {
        String id = batch + "-" + row;
        values
            .append(row == 0 ? "" : ", ")
            .append(
                "('channel:WECHAT', 'CNY', 'busy:%s', 0, 'PAYMENT', 'PURCHASE', 'WECHAT', 'o-%s', 't-%s', -10000, '%s')"
                    .formatted(id, id, id, BUSY_DAY));
      }
      clickHouse.run(
          "INSERT INTO settlement.ledger_entry (account, currency, journal_id, leg, cause, kind, channel, order_id, channel_txn_id, amount, business_date) VALUES "
              + values,
          Map.of());
    }
  }

  private static NightProcess command(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "nightly",
                "expected",
                "--business-date",
                BUSY_DAY,
                "--postgres-url",
                embedded.getJdbcUrl("postgres", "postgres"),
                "--postgres-user",
                "postgres",
                "--postgres-password",
                "postgres",
                "--clickhouse-url",
                engine.httpUrl()));
    arguments.addAll(List.of(more));
    return new NightProcess(folder, arguments, line -> false, night -> {});
  }

  private static String rate(
      String kind, String from, String to, int ppm, long fixed, boolean givesBack) {
    return "INSERT INTO payments.channel_fee_rate (channel, account_no, kind, effective_from, effective_to, rate_ppm, fixed_minor, gives_fee_back)"
        + " VALUES ('WECHAT', '%s', '%s', '%s', %s, %d, %d, %b)"
            .formatted(MERCHANT, kind, from, to, ppm, fixed, givesBack);
  }

  private static Tuple toCome(String date, String channelId, String ownId, long amount, Long fee) {
    return tuple(RowState.TO_COME, date, channelId, ownId, amount, fee);
  }

  private static ExpectedDay day(String date, @Nullable Path statement) throws Exception {
    LocalDate of = LocalDate.parse(date);
    AgreedChannel wechat =
        AgreedChannel.on(of, clickHouse).stream()
            .filter(agreed -> agreed.channel() == Channel.WECHAT)
            .findFirst()
            .orElseThrow();
    return ExpectedDay.of(clickHouse, new PostgresTerms(postgres), wechat, of, statement);
  }

  private static List<ExpectedLine> lines(ExpectedDay day) {
    List<ExpectedLine> lines = new ArrayList<>();
    day.lines(ALL, lines::add);
    return lines;
  }

  private static Map<String, String> idsByState(List<ExpectedLine> lines) {
    return lines.stream()
        .collect(
            Collectors.groupingBy(
                line -> line.state().name(),
                Collectors.mapping(
                    ExpectedLine::ownId,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        ids -> ids.stream().sorted().collect(Collectors.joining(" "))))));
  }

  private static ExpectedLine.Expected ledger(ExpectedLine line) {
    return Objects.requireNonNull(line.expected());
  }

  private static long fee(ExpectedLine line) {
    return Objects.requireNonNull(ledger(line).fee());
  }

  private static ExpectedLine.Listed listed(ExpectedLine line) {
    return Objects.requireNonNull(line.listed());
  }

  private static StatementCheck check(ExpectedDay day) {
    return Objects.requireNonNull(day.statement());
  }

  private static String told(ExpectedLine line) {
    return line.ownId() + " " + line.nightClass();
  }

  /** What the night says of the rows of the day and of what it carried there alone. */
  private static List<String> found(String date) {
    return rows(
            """
            SELECT concat(multiIf(ledger_cause = 'REFUND', ledger_refund_id, ledger_journal_id != '', ledger_order_id,
                                  channel_cause = 'REFUND', channel_own_refund_id, channel_order_id), ' ', class) AS told
            FROM settlement.reconciliation_item WHERE business_date = '%s' ORDER BY told
            """
                .formatted(date))
        .stream()
        .map(row -> row.getString("told"))
        .toList();
  }

  private static long scratchDatabases() {
    return number(
        "SELECT toInt64(count()) AS n FROM system.databases WHERE startsWith(name, 'settlement_expected')");
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static BigInteger sum(Stream<BigInteger> values) {
    return values.reduce(BigInteger.ZERO, BigInteger::add);
  }
}
