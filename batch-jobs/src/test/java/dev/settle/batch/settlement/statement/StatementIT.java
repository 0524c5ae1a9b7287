package dev.settle.batch.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.BatchJobs;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.batch.settlement.statement.SettledNights.Shared;
import dev.settle.batch.settlement.statement.SettledNights.Told;
import dev.settle.batch.settlement.statement.SettledNights.Window;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of settlements that nights have written, on the real engines. */
class StatementIT {
  private static final String NIGHT = "2026-11-20";
  private static final Window WINDOW =
      new Window("2026-11-20", "2026-11-19 16:00:00.000", "2026-11-20 16:00:00.000", "2026-11-23");
  private static final Window NEXT =
      new Window("2026-11-23", "2026-11-20 16:00:00.000", "2026-11-23 16:00:00.000", "2026-11-24");
  private static final String SHOP = "merchant:m1";

  private static EngineProcess engine;
  private static EmbeddedPostgres embedded;
  private static ClickHouse clickHouse;
  private static SettledNights nights;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    engine = EngineProcess.start();
    embedded = EmbeddedPostgres.start();
    PostgresMigrations.migrate(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
    nights = new SettledNights(clickHouse, embedded.getPostgresDatabase());
    for (String channel : List.of("WECHAT", "ALIPAY", "STRIPE")) {
      nights.commit(NIGHT, channel, 1);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    clickHouse.close();
    engine.close();
    embedded.close();
  }

  @BeforeEach
  void begin() {
    nights.begin();
  }

  @Test
  void shouldLeadFromEverySumToItsOrders() throws Exception {
    shop();
    StatementWriter.Written written = write(SHOP);

    assertThat(written.faults()).isEmpty();
    String page = Files.readString(written.pages().get(0).page());
    assertThat(page)
        .contains("<b>Corner Shop</b> · merchant:m1", "CNY 253.20", "payout due 2026-11-23")
        .contains("2026-11-20 00:00:00 to before 2026-11-21 00:00:00 Asia/Shanghai")
        .contains("2026-11-19 16:00:00 to before 2026-11-20 16:00:00 UTC")
        .contains("<a href=\"#line-1\">300.00</a><span class=\"note\">2</span>")
        .contains("id=\"line-1\"", "2026-11-20 10:00:00", "o-1")
        .contains("微信支付", "分账回退");
    assertThat(read("merchant-m1-CNY.csv"))
        .contains(",summary,PAYMENT,,3,380.00\r\n")
        .contains(",summary,REFUND,,1,-50.00\r\n")
        .contains(",summary,ACTIVITY,,1,291.20\r\n")
        .contains(",summary,RESERVE_WITHHELD,,1,-38.00\r\n")
        .contains(",summary,NET,,1,253.20\r\n")
        .contains(",summary,RESERVE_HELD_AFTER,,1,38.00\r\n")
        .contains(",line,PAYMENT,2026-11-20/WECHAT,2,300.00\r\n")
        .contains(",line,CLAWBACK,2026-11-20/WECHAT,1,5.00\r\n");
    assertThat(read("merchant-m1-CNY-orders.csv"))
        .isEqualTo(
            """
            night,channel,kind,reference,order_id,occurred_at,currency,amount
            2026-11-20,ALIPAY,PAYMENT,o-3,o-3,2026-11-20T03:00:00Z,CNY,80.00
            2026-11-20,ALIPAY,FEE,o-3,o-3,2026-11-20T03:00:00Z,CNY,-0.50
            2026-11-20,ALIPAY,SHARE,o-3,o-3,2026-11-20T03:00:00Z,CNY,-12.00
            2026-11-20,WECHAT,PAYMENT,o-1,o-1,2026-11-20T02:00:00Z,CNY,100.00
            2026-11-20,WECHAT,PAYMENT,o-2,o-2,2026-11-20T02:30:00Z,CNY,200.00
            2026-11-20,WECHAT,REFUND,r-1,o-1,2026-11-20T04:00:00Z,CNY,-50.00
            2026-11-20,WECHAT,FEE,o-1,o-1,2026-11-20T02:00:00Z,CNY,-0.60
            2026-11-20,WECHAT,FEE,o-2,o-2,2026-11-20T02:30:00Z,CNY,-1.00
            2026-11-20,WECHAT,FEE,r-1,o-1,2026-11-20T04:00:00Z,CNY,0.30
            2026-11-20,WECHAT,SHARE,o-1,o-1,2026-11-20T02:00:00Z,CNY,-10.00
            2026-11-20,WECHAT,SHARE,o-2,o-2,2026-11-20T02:30:00Z,CNY,-20.00
            2026-11-20,WECHAT,CLAWBACK,r-1,o-1,2026-11-20T04:00:00Z,CNY,5.00
            SUM,,,,,,CNY,291.20
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void shouldTellAPartnerItsParts() throws Exception {
    shop();
    nights.sql(
        "INSERT INTO payments.profit_sharing_receiver (account, name, added_by) VALUES ('partner:p1', 'Courier & Sons', 'test')");

    assertThat(write("partner:p1").faults()).isEmpty();
    assertThat(read("partner-p1-CNY.html")).contains("<b>Courier &amp; Sons</b> · partner:p1");
    assertThat(read("partner-p1-CNY-orders.csv"))
        .contains("2026-11-20,WECHAT,SHARE,o-2,o-2,2026-11-20T02:30:00Z,CNY,20.00\r\n")
        .contains("2026-11-20,WECHAT,CLAWBACK,r-1,o-1,2026-11-20T04:00:00Z,CNY,-5.00\r\n")
        .endsWith("SUM,,,,,,CNY,37.00\r\n");
  }

  @Test
  void shouldWriteTheSameBytesWhenRunAgain() throws Exception {
    shop();
    write("");
    Map<String, String> before = files();
    write("");

    assertThat(files())
        .isEqualTo(before)
        .containsOnlyKeys(
            "merchant-m1-CNY-orders.csv",
            "merchant-m1-CNY.csv",
            "merchant-m1-CNY.html",
            "partner-p1-CNY-orders.csv",
            "partner-p1-CNY.csv",
            "partner-p1-CNY.html");
  }

  @Test
  void shouldWriteTheOthersWhenOneDoesNotAddUp() throws Exception {
    shop();
    change("payee_settlement_line", "amount = amount + 1", "kind = 'PAYMENT' AND line_no = 1");
    StatementWriter.Written written = write("");

    assertThat(written.faults())
        .containsExactlyInAnyOrder(
            "merchant:m1, CNY, window 2026-11-20: lines 253.21, net 253.20",
            "merchant:m1, CNY, window 2026-11-20: lines of orders 291.21, activity 291.20",
            "merchant:m1, CNY, window 2026-11-20: line PAYMENT 2026-11-20/WECHAT says 2 items, 300.01; its orders are 2, 300.00");
    assertThat(files().keySet()).allMatch(name -> name.startsWith("partner-p1"));
    assertThat(command("statement", "--window", NIGHT)).isEqualTo(1);
    assertThat(command("show", "--payee", SHOP, "--currency", "CNY", "--window", NIGHT))
        .isEqualTo(1);
  }

  @Test
  void shouldFindOrdersThatNoLineAddsUpAndLinesWithoutTheirOrders() throws Exception {
    shop();
    nights.share(
        new Shared(
            NIGHT,
            "STRIPE",
            1,
            "m1",
            "CNY",
            "PAYMENT",
            "o-9",
            "o-9",
            NIGHT + " 05:00:00",
            7,
            0,
            Map.of(),
            WINDOW.day()));
    clickHouse.run(
        "ALTER TABLE settlement.settlement_line DELETE WHERE reference = 'r-1' SETTINGS mutations_sync = 2",
        Map.of());

    assertThat(write(SHOP).faults())
        .contains(
            "merchant:m1, CNY, window 2026-11-20: no line adds up PAYMENT 2026-11-20/STRIPE, orders: 1",
            "merchant:m1, CNY, window 2026-11-20: line REFUND 2026-11-20/WECHAT says 1 items, -50.00; its orders are 0, 0.00");
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldNameOrdersOfAPayeeThatWasNotSettled() throws Exception {
    shop();
    clickHouse.run(
        "ALTER TABLE settlement.payee_settlement DELETE WHERE payee = 'merchant:m1' SETTINGS mutations_sync = 2",
        Map.of());

    StatementWriter.Written written = write("");
    assertThat(written.faults())
        .containsExactly("merchant:m1, CNY has orders in the window, but no settlement");
    assertThat(written.pages()).hasSize(1);
  }

  @Test
  void shouldNotCountWhatAKilledNightLeft() throws Exception {
    shop();
    nights.share(
        new Shared(
            NIGHT,
            "WECHAT",
            2,
            "m1",
            "CNY",
            "PAYMENT",
            "o-1",
            "o-1",
            NIGHT + " 02:00:00",
            100_00,
            60,
            Map.of(),
            WINDOW.day()));

    assertThat(write(SHOP).faults()).isEmpty();
    assertThat(read("merchant-m1-CNY-orders.csv")).endsWith("SUM,,,,,,CNY,291.20\r\n");
  }

  @Test
  void shouldBeginWithWhatTheSettlementBeforeLeft() throws Exception {
    shop();
    nights.settle(
        SHOP,
        "CNY",
        NEXT,
        30_00,
        0,
        List.of(
            new Told(Kind.PAYOUT_RETURNED, "PO1", 1, 253_20),
            new Told(Kind.RESERVE_RELEASED, "2026-11-20", 1, 8_00)));
    StatementScope next = new StatementScope(LocalDate.parse(NEXT.day()), "", "");
    StatementWriter.Written written = write(next);

    assertThat(written.faults()).isEmpty();
    assertThat(Files.readString(written.pages().get(0).page()))
        .contains("Nothing happened in the window.", "Payouts returned by the bank", "PO1")
        .contains("<td class=\"n\">38.00</td><td class=\"n\">30.00</td>");
    change(
        "payee_settlement", "carried_forward = -5, reserve_held = 1", "window_day = '2026-11-20'");
    assertThat(write(next).faults())
        .containsExactly(
            "merchant:m1, CNY, window 2026-11-23: line of what was carried forward 0.00, left by the settlement before -0.05",
            "merchant:m1, CNY, window 2026-11-23: reserve before and its lines -7.99, reserve after 30.00");
  }

  @Test
  void shouldWriteTheDecimalsOfTheCurrency() throws Exception {
    order("JPY", "o-jpy", 1_234_567);
    order("KWD", "o-kwd", 1_234_567);
    for (String currency : List.of("JPY", "KWD")) {
      nights.settle(SHOP, currency, WINDOW, 0, 0, nights.linesOf(SHOP, currency, WINDOW));
    }

    assertThat(write("").faults()).isEmpty();
    assertThat(read("merchant-m1-JPY-orders.csv")).endsWith("SUM,,,,,,JPY,1234567\r\n");
    assertThat(read("merchant-m1-JPY.html"))
        .contains("JPY 1,234,567", "Europe/Berlin")
        .doesNotContain("1,234,567.");
    assertThat(read("merchant-m1-KWD-orders.csv")).endsWith("SUM,,,,,,KWD,1234.567\r\n");
    assertThat(read("merchant-m1-KWD.html")).contains("KWD 1,234.567");
  }

  @Test
  void shouldSayTheWindowInTheZoneThatIsAgreed() throws Exception {
    nights.sql(
        "INSERT INTO payments.settlement_terms (payee, currency, effective_from, calendar, zone, agreed_by)"
            + " VALUES ('merchant:m1', 'USD', '2026-01-01', 'TARGET', 'America/New_York', 'test') ON CONFLICT DO NOTHING");
    order("USD", "o-usd", 5);
    nights.settle(SHOP, "USD", WINDOW, 0, 0, nights.linesOf(SHOP, "USD", WINDOW));
    write(SHOP);

    assertThat(read("merchant-m1-USD.html"))
        .contains("2026-11-19 11:00:00 to before 2026-11-20 11:00:00 America/New_York");
  }

  @Test
  void shouldShowHostileTextAsText() throws Exception {
    nights.merchant("m1", "=cmd|'/c calc'!A1 <script>alert(1)</script>\"&");
    order("CNY", "=HYPERLINK(\"http://x\",\"y\")", 5);
    order("CNY", "<img src=x>\r\n,o", 6);
    nights.settle(SHOP, "CNY", WINDOW, 0, 0, nights.linesOf(SHOP, "CNY", WINDOW));

    assertThat(write(SHOP).faults()).isEmpty();
    assertThat(read("merchant-m1-CNY.html"))
        .doesNotContain("<script", "<img", "http://x\"")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;", "&lt;img src=x&gt;");
    assertThat(read("merchant-m1-CNY.csv")).contains(",\"'=cmd|'/c calc'!A1 <script>");
    assertThat(read("merchant-m1-CNY-orders.csv"))
        .contains("PAYMENT,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",")
        .contains("PAYMENT,\"<img src=x>\r\n,o\",");
  }

  @Test
  void shouldGiveEachPayeeItsOwnOrdersWhenNamesBeginAlike() throws Exception {
    List<String> merchants = List.of("m1", "m10", "m1-", "m1-a", "m1_a", "M1", "1m", "m");
    for (String merchant : merchants) {
      for (String currency : List.of("CNY", "USD")) {
        nights.share(
            new Shared(
                NIGHT,
                "STRIPE",
                1,
                merchant,
                currency,
                "PAYMENT",
                "o-" + merchant,
                "o-" + merchant,
                NIGHT + " 02:00:00",
                merchant.length(),
                0,
                Map.of(),
                WINDOW.day()));
        String payee = "merchant:" + merchant;
        nights.settle(payee, currency, WINDOW, 0, 0, nights.linesOf(payee, currency, WINDOW));
      }
    }
    StatementWriter.Written written = write("");

    assertThat(written.faults()).isEmpty();
    assertThat(written.pages()).hasSize(2 * merchants.size());
    assertThat(read("merchant-m1-a-USD-orders.csv"))
        .contains("PAYMENT,o-m1-a,o-m1-a,")
        .endsWith("SUM,,,,,,USD,0.04\r\n");
  }

  @Test
  void shouldRefuseAPayeeThatIsSettledTwice() throws Exception {
    shop();
    clickHouse.run(
        "INSERT INTO settlement.payee_settlement SELECT * REPLACE (toDate('2026-11-21') AS business_date, 'other' AS settlement_id)"
            + " FROM settlement.payee_settlement WHERE payee = 'merchant:m1'",
        Map.of());

    assertThatThrownBy(() -> write(""))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("merchant:m1, CNY, window 2026-11-20 is settled twice: ")
        .hasMessageContaining("other");
  }

  @Test
  void shouldSayWhenALineNamesNoNight() {
    nights.settle(SHOP, "CNY", WINDOW, 0, 0, List.of(new Told(Kind.ADJUSTMENT, "x/y", 1, 5)));

    assertThat(write("").faults())
        .containsExactly(
            "merchant:m1, CNY, window 2026-11-20: line ADJUSTMENT x/y says 1 items, 0.05; its orders are 0, 0.00");
  }

  @Test
  void shouldLetNoPayeeNameAFileElsewhere() {
    nights.settle(
        "merchant:../../m1", "CNY", WINDOW, 0, 0, List.of(new Told(Kind.ADJUSTMENT, "x/y", 1, 0)));

    assertThatThrownBy(() -> write(""))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("'merchant:../../m1' in 'CNY' is no payee in a currency");
  }

  @Test
  void shouldExitWithWhatIsWrong() throws Exception {
    shop();

    assertThat(command("list")).isZero();
    assertThat(command("list", "--payee", SHOP, "--json")).isZero();
    assertThat(command("show", "--payee", SHOP, "--currency", "CNY", "--window", NIGHT)).isZero();
    assertThat(command("statement", "--window", NIGHT, "--payee", SHOP)).isZero();
    assertThat(command("statement", "--window", "2026-11-21")).isEqualTo(65);
    assertThat(command("statement", "--window", NIGHT, "--payee", "merchant:m2")).isEqualTo(65);
    assertThat(command("statement", "--window", NIGHT, "--currency", "USD")).isEqualTo(65);
    assertThat(command("statement", "--window", NIGHT, "--payee", "m1")).isEqualTo(2);
    assertThat(command("statement", "--window", NIGHT, "--currency", "XAU")).isEqualTo(2);
    assertThat(command("list", "--window", NIGHT, "--payee", SHOP)).isEqualTo(2);
    Files.createDirectories(folder.resolve("blocked"));
    Files.writeString(folder.resolve("blocked/settlement"), "");
    assertThatThrownBy(() -> writer(folder.resolve("blocked")).write(scope(SHOP)))
        .hasMessageContaining("statements cannot be written to")
        .hasMessageContaining("blocked/settlement/2026-11-20: ");
  }

  @Test
  void shouldWriteManyOrdersInASmallHeap() throws Exception {
    clickHouse.run(
        "INSERT INTO settlement.settlement_line (business_date, channel, revision, merchant_id, currency, kind, reference, order_id, occurred_at, amount, fee, window_day)"
            + " SELECT '2026-11-20', 'WECHAT', 1, 'm1', 'CNY', 'PAYMENT', concat('order-of-the-big-merchant-', toString(number)) AS name, name,"
            + " toDateTime64('2026-11-20 00:00:00', 3, 'UTC') + intDiv(number, 7), 1000 + number % 977, 6, '2026-11-20' FROM numbers(100000)",
        Map.of());
    List<Told> lines = nights.linesOf(SHOP, "CNY", WINDOW);
    nights.settle(SHOP, "CNY", WINDOW, 0, 0, lines);

    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx40m",
                            "-XX:+UseSerialGC",
                            "-Duser.timezone=UTC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BatchJobs.class.getName()),
                        arguments("statement", "--window", NIGHT, "--out", folder.toString()))
                    .toList())
            .inheritIO()
            .start();

    assertThat(process.waitFor()).isZero();
    try (Stream<String> rows = Files.lines(day().resolve("merchant-m1-CNY-orders.csv"))) {
      assertThat(rows.count()).isEqualTo(200_002);
    }
    assertThat(read("merchant-m1-CNY.html"))
        .contains("500 of 100,000; all of them in <a href=\"merchant-m1-CNY-orders.csv\">");
  }

  /** Two channels, a refund, shares to a partner, a reserve of 10 % of the gross. */
  private static void shop() {
    nights.merchant("m1", "Corner Shop");
    nights.share(
        shared("WECHAT", "PAYMENT", "o-1", "o-1", "02:00:00", 100_00, 60, 10_00),
        shared("WECHAT", "PAYMENT", "o-2", "o-2", "02:30:00", 200_00, 1_00, 20_00),
        shared("ALIPAY", "PAYMENT", "o-3", "o-3", "03:00:00", 80_00, 50, 12_00),
        shared("WECHAT", "REFUND", "r-1", "o-1", "04:00:00", -50_00, -30, -5_00));
    List<Told> lines = new ArrayList<>(nights.linesOf(SHOP, "CNY", WINDOW));
    lines.add(new Told(Kind.RESERVE_WITHHELD, WINDOW.day(), 1, -38_00));
    lines.sort((one, other) -> Boolean.compare(!isFirst(one), !isFirst(other)));
    nights.settle(SHOP, "CNY", WINDOW, 38_00, 0, lines);
    nights.settle("partner:p1", "CNY", WINDOW, 0, 0, nights.linesOf("partner:p1", "CNY", WINDOW));
  }

  private static boolean isFirst(Told line) {
    return line.kind() == Kind.PAYMENT && line.reference().endsWith("WECHAT");
  }

  private static Shared shared(
      String channel,
      String kind,
      String reference,
      String order,
      String at,
      long amount,
      long fee,
      long part) {
    return new Shared(
        NIGHT,
        channel,
        1,
        "m1",
        "CNY",
        kind,
        reference,
        order,
        NIGHT + " " + at,
        amount,
        fee,
        Map.of("partner:p1", part),
        WINDOW.day());
  }

  private static void order(String currency, String id, long amount) {
    nights.share(
        new Shared(
            NIGHT,
            "STRIPE",
            1,
            "m1",
            currency,
            "PAYMENT",
            id,
            id,
            NIGHT + " 02:00:00",
            amount,
            0,
            Map.of(),
            WINDOW.day()));
  }

  private static void change(String table, String assignment, String condition) {
    clickHouse.run(
        "ALTER TABLE settlement.%s UPDATE %s WHERE %s SETTINGS mutations_sync = 2"
            .formatted(table, assignment, condition),
        Map.of());
  }

  private StatementWriter.Written write(String payee) {
    return write(scope(payee));
  }

  private StatementWriter.Written write(StatementScope scope) {
    return writer(folder).write(scope);
  }

  private static StatementWriter writer(Path folder) {
    return new StatementWriter(
        new StatementReader(clickHouse, embedded.getPostgresDatabase()), folder);
  }

  private static StatementScope scope(String payee) {
    return new StatementScope(LocalDate.parse(WINDOW.day()), payee, "");
  }

  private int command(String... arguments) {
    Stream<String> out =
        arguments[0].equals("statement") ? Stream.of("--out", folder.toString()) : Stream.of();
    return BatchJobs.execute(Stream.concat(arguments(arguments), out).toArray(String[]::new));
  }

  private static Stream<String> arguments(String... arguments) {
    return Stream.of(
            Stream.of("settlement"),
            Stream.of(arguments),
            Stream.of(
                "--clickhouse-url",
                engine.httpUrl(),
                "--postgres-url",
                embedded.getJdbcUrl("postgres", "postgres"),
                "--postgres-user",
                "postgres",
                "--postgres-password",
                "postgres"))
        .flatMap(part -> part);
  }

  private Path day() {
    return folder.resolve("settlement").resolve(WINDOW.day());
  }

  private String read(String name) throws Exception {
    return Files.readString(day().resolve(name));
  }

  private Map<String, String> files() throws Exception {
    try (Stream<Path> found = Files.list(day())) {
      return found.collect(
          Collectors.toMap(
              file -> file.getFileName().toString(),
              StatementIT::text,
              (one, other) -> one,
              TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
