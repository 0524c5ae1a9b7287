package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.dashboards.Explained.Read;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Chart;
import dev.settle.dashboards.board.ChartKind;
import dev.settle.dashboards.board.Link;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.web.AccessConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server over HTTP, reading the real engine with rows whose sums are known. */
class DashboardIT {
  private static final Pattern IMPORT = Pattern.compile("from '\\./(\\w+\\.js)'");
  private static final Pattern PRELOAD =
      Pattern.compile("<link rel=\"modulepreload\" href=\"(\\w+\\.js)\">");

  static final Map<String, String> ASKED =
      Map.of(
          "as_of", "2026-11-30",
          "from", "2026-11-01",
          "to", "2026-11-30",
          "day", "2026-11-20",
          "business_date", "2026-11-21",
          "settlement_id", "035ce52e9826f60d042085e2d1b50087",
          "order_id", "o1");

  /** Tables that may be read whole, and why that costs nothing. */
  private static final Map<String, String> SMALL =
      Map.of(
          "channel_account_version", "reference data: some rows a channel",
          "merchant_version", "reference data: some rows a merchant");

  /** Panels that begin with an id that lies on no day yet, and what they look it up by. */
  private static final Map<String, String> FOUND_BY_ID =
      Map.of(
          "ledger/lineage", "the primary key of payment_event tells the order's first day",
          "merchant-settlement/lines", "the primary key of payee_settlement_line",
          "merchant-settlement/orders", "the primary key of payee_settlement_line tells the night");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private static EngineProcess engine;
  private static ConfigurableApplicationContext server;
  private static String base;

  @BeforeAll
  static void start() throws Exception {
    engine = KnownDays.start();
    server = DashboardApplication.start(config(engine.httpUrl(), "readonly"));
    base = "http://127.0.0.1:" + DashboardApplication.port(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    engine.close();
  }

  static Stream<Panel> panels() {
    return Boards.read(Boards.PACKED).all().stream().flatMap(board -> board.panels().stream());
  }

  static Stream<Panel> panelsOfDays() {
    return panels().filter(p -> !FOUND_BY_ID.containsKey(p.board() + "/" + p.name()));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldGiveTheKnownAnswerOfEveryPanel(Panel panel) throws Exception {
    String path = panel.board() + "/" + panel.name();

    HttpResponse<String> response = get("/api/csv/" + path + "?" + asked(panel));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body().replace("\r\n", "\n"))
        .isEqualTo(KnownDays.resource("/expected/" + path + ".csv"));
  }

  /** The page refuses to draw any other result, since all figures but one would be hidden. */
  @ParameterizedTest
  @MethodSource("panels")
  void shouldHaveOneFigureForEachPointThatIsDrawn(Panel panel) throws Exception {
    Chart chart = panel.chart();
    if (chart.kind() == ChartKind.TABLE) {
      return;
    }
    JsonNode answer =
        JSON.readTree(
            get("/api/query/" + panel.board() + "/" + panel.name() + "?" + asked(panel)).body());
    List<String> columns = answer.get("columns").findValuesAsString("name");
    List<String> axes = Stream.of(chart.x(), chart.series()).filter(Objects::nonNull).toList();

    Set<List<JsonNode>> points = new HashSet<>();
    Set<List<JsonNode>> figures = new HashSet<>();
    for (JsonNode row : answer.get("rows")) {
      points.add(cells(row, columns, axes));
      figures.add(cells(row, columns, Stream.concat(axes.stream(), chart.y().stream()).toList()));
    }

    assertThat(points).isNotEmpty().hasSameSizeAs(figures);
  }

  private static List<JsonNode> cells(JsonNode row, List<String> columns, List<String> names) {
    return names.stream().map(name -> row.get(columns.indexOf(name))).toList();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldReadEveryTableByKeyPartitionOrIndex(Panel panel) throws Exception {
    List<Read> reads = Explained.reads(explained("EXPLAIN indexes = 1 ", panel));

    assertThat(reads).isNotEmpty();
    assertThat(reads)
        .filteredOn(read -> !SMALL.containsKey(read.table()))
        .as(panel.board() + "/" + panel.name())
        .allSatisfy(
            read -> assertThat(read.isWhole()).as("reads all of " + read.table()).isFalse());
  }

  /** EXPLAIN does not show subqueries that run before the plan is made; the engine checks them. */
  @ParameterizedTest
  @MethodSource("panelsOfDays")
  void shouldReadByPartitionInSubqueriesToo(Panel panel) throws Exception {
    HttpResponse<String> answer = ask("default", panel, "", " SETTINGS force_index_by_date = 1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void shouldFindAnOrdersRowsByIndexesOfItsId() throws Exception {
    Panel lineage = Objects.requireNonNull(Boards.read(Boards.PACKED).find("ledger", "lineage"));

    List<Read> reads = Explained.reads(explained("EXPLAIN indexes = 1 ", lineage));

    assertThat(reads)
        .filteredOn(read -> !read.skipIndexes().isEmpty())
        .extracting(read -> read.table() + " " + read.skipIndexes().get(0))
        .contains(
            "ledger_entry by_order",
            "ledger_entry by_journal",
            "quarantine by_order",
            "reconciliation_item by_order",
            "reconciliation_break by_order");
    assertThat(reads)
        .filteredOn(read -> read.table().equals("payment_event"))
        .allSatisfy(read -> assertThat(read.conditions()).anyMatch(c -> c.contains("order_id in")));
    assertThat(reads)
        .filteredOn(read -> read.table().equals("settlement_line"))
        .allSatisfy(
            read ->
                assertThat(read.conditions())
                    .anyMatch(c -> c.contains("order_key in") && c.contains("merchant_id in")));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldNeedNoFinal(Panel panel) throws Exception {
    String tree = explained("EXPLAIN QUERY TREE ", panel);

    assertThat(tree).contains("table_name: settlement.").doesNotContain("final: ");
  }

  @Test
  void shouldReadNoViewThatNeedsFinal() {
    // A control: the tree does show FINAL where there is one.
    assertThat(
            engine.query(
                "EXPLAIN QUERY TREE SELECT * FROM settlement.reconciliation_rerun_diff FINAL"))
        .contains("final: ");
    assertThat(
            engine.query(
                "SELECT count() > 0, countIf(match(as_select, '(?i)\\\\bFINAL\\\\b')) FROM"
                    + " system.tables WHERE database = 'settlement' AND engine = 'View'"))
        .isEqualTo("1\t0");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldDrawAndNameAndLinkOnlyColumnsThatThePanelGives(Panel panel) throws Exception {
    JsonNode columns = json("/api/query/" + panel.board() + "/" + panel.name()).get("columns");

    List<String> names = columns.findValuesAsString("name");
    assertThat(names)
        .containsAll(panel.chart().y())
        .containsAll(panel.units().keySet())
        .containsAll(panel.links().stream().map(Link::column).toList())
        .containsAll(Stream.ofNullable(panel.chart().x()).toList())
        .containsAll(Stream.ofNullable(panel.chart().series()).toList());
    assertThat(panel.headings().keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void shouldShowAnOrderOfWhichAllWasRefused() throws Exception {
    JsonNode rows = json("/api/query/ledger/lineage?order_id=o8").get("rows");

    assertThat(rows.size()).isEqualTo(1);
    assertThat(rows.get(0).get(7).asString()).isEqualTo("ILLEGAL_TRANSITION: CANCELLED -> PAID");
  }

  @Test
  void shouldGiveNothingOfAnOrderThatIsNotKnown() throws Exception {
    assertThat(json("/api/query/ledger/lineage?order_id=nobody").get("rows").size()).isZero();
  }

  @Test
  void shouldGiveAmountsExactlyAndForPeople() throws Exception {
    JsonNode result = json("/api/query/ledger/top-balances?currency=EUR&account_prefix=user:");

    JsonNode balance = result.get("rows").get(0).get(4);
    assertThat(balance.get("minor").isString()).isTrue();
    assertThat(balance.get("minor").asString()).isEqualTo("9007199254740993");
    assertThat(balance.get("decimal").asString()).isEqualTo("90071992547409.93");
    assertThat(balance.get("text").asString()).isEqualTo("EUR 90,071,992,547,409.93");
    assertThat(result.get("parameters").get("account_prefix").asString()).isEqualTo("user:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR 1=1 --",
        "\\' OR 1=1 --",
        "channel:WECHAT' UNION ALL SELECT * FROM settlement.ledger_entry --",
        "x'); DROP TABLE settlement.ledger_entry; --",
        "{account:Identifier}",
        "channel:WECHAT\\",
        "\\N",
        "channel:%",
        "${jndi:ldap://127.0.0.1/x}",
        "<script>alert(1)</script>",
        "channel:WECHAT&max_result_rows=0&readonly=0"
      })
  void shouldTakeAnInjectionForATextThatNoAccountHas(String attack) throws Exception {
    JsonNode result = json("/api/query/ledger/account-history?account=" + encoded(attack));

    assertThat(result.get("rows").size()).isZero();
    assertThat(engine.query("SELECT count() FROM settlement.ledger_entry")).isEqualTo("34");
  }

  @Test
  void shouldBindQuotesAndBackslashesAsTheyAre() throws Exception {
    String account = encoded("user:o'br\\ien");

    JsonNode result =
        json("/api/query/ledger/account-history?from=2026-11-01&to=2026-11-30&account=" + account);

    assertThat(result.get("rows").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/query/ledger/nothing                                  | 404 | UNKNOWN_PANEL
          /api/query/nothing/trial-balance                           | 404 | UNKNOWN_PANEL
          /api/query/ledger/trial-balance.sql                        | 404 | UNKNOWN_PANEL
          /api/csv/ledger/nothing                                    | 404 | UNKNOWN_PANEL
          /api/query/ledger/trial-balance?readonly=0                 | 400 | BAD_PARAMETER
          /api/query/ledger/trial-balance?query=SELECT+1             | 400 | BAD_PARAMETER
          /api/query/ledger/trial-balance?as_of=2026-02-30           | 400 | BAD_PARAMETER
          /api/query/ledger/trial-balance?as_of=now()                | 400 | BAD_PARAMETER
          /api/query/ledger/top-balances?rows=-1                     | 400 | BAD_PARAMETER
          /api/query/ledger/top-balances?rows=1;SELECT+1             | 400 | BAD_PARAMETER
          /api/query/ledger/top-balances?rows=1&rows=2               | 400 | BAD_PARAMETER
          /api/query/ledger/account-history?account=a%00b            | 400 | BAD_PARAMETER
          """)
  void shouldRefuseWhatIsNotOffered(String path, int status, String code) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).get("code").asString()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void shouldOfferNoWriting(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/query/ledger/trial-balance"))
            .method(method, BodyPublishers.ofString("{}"))
            .build();

    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void shouldListBoardsWithoutTheirSql() throws Exception {
    String boards = get("/api/boards").body();

    assertThat(JSON.readTree(boards).findValuesAsString("title")).contains("Trial balance");
    assertThat(boards).doesNotContain("SELECT", "today");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/explore",
        "/api.js",
        "/app.js",
        "/cells.js",
        "/chart.js",
        "/dom.js",
        "/explore.js",
        "/history.js",
        "/panel.js",
        "/prefs.js",
        "/shell.js",
        "/table.js",
        "/texts.js",
        "/theme.js",
        "/style.css"
      })
  void shouldServeThePageFromItselfAlone(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .doesNotContain("http:", "https:", "src=\"//", "style=", "innerHTML");
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
  }

  @Test
  void shouldServeTheChartLibrary() throws Exception {
    HttpResponse<String> response = get("/vendor/echarts.common.min.js");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("6.1.0");
  }

  @Test
  void shouldLetABrowserKeepTheChartLibraryButAskForThePageAnew() throws Exception {
    String version =
        JSON.readTree(Path.of("package.json").toFile())
            .get("dependencies")
            .get("echarts")
            .asString();
    String library = "vendor/echarts.common.min.js?" + version;

    assertThat(get("/").body()).contains("\"" + library + "\"");
    assertThat(get("/chart.js").body()).contains("'" + library + "'");
    assertThat(get("/" + library).headers().firstValue("Cache-Control"))
        .hasValueSatisfying(kept -> assertThat(kept).contains("immutable", "private"));
    assertThat(get("/app.js").headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void shouldSendTheChartLibraryAsTheBuildCompressedIt() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/vendor/echarts.common.min.js"))
            .header("Accept-Encoding", "gzip, deflate, br")
            .build();

    HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    // Compressed on the way it would come in pieces whose length nobody knows.
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(get("/vendor/echarts.common.min.js").body());
    }
  }

  @Test
  void shouldNameEveryModuleOfThePageSoThatTheyComeAtOnce() throws Exception {
    Set<String> modules = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of("app.js"));
    while (!open.isEmpty()) {
      IMPORT
          .matcher(get("/" + open.remove()).body())
          .results()
          .map(found -> found.group(1))
          .filter(modules::add)
          .forEach(open::add);
    }

    Set<String> preloaded = new TreeSet<>();
    PRELOAD.matcher(get("/").body()).results().forEach(found -> preloaded.add(found.group(1)));
    assertThat(modules).hasSizeGreaterThan(5);
    assertThat(preloaded).isEqualTo(modules);
  }

  @Test
  void shouldRefuseANameThatIsNotLoopbacks() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), DashboardApplication.port(server))) {
      socket
          .getOutputStream()
          .write(
              "GET /api/boards HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("Trial balance");
    }
  }

  @Test
  void shouldTellWhetherItCanAnswer() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");

    try (ConfigurableApplicationContext writer =
        DashboardApplication.start(config(engine.httpUrl(), "default"))) {
      String other = "http://127.0.0.1:" + DashboardApplication.port(writer);
      HttpResponse<String> health = send(other + "/health");
      HttpResponse<String> query = send(other + "/api/query/ledger/zero-sum");

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("the login 'default' may write");
      assertThat(query.statusCode()).isEqualTo(503);
      assertThat(query.body()).contains("UNAVAILABLE", "the login 'default' may write");
    }
  }

  private static DashboardConfig config(String clickHouseUrl, String user) {
    return new DashboardConfig(
        0,
        new ClickHouseAddress(clickHouseUrl, user, ""),
        ZoneId.of("Asia/Shanghai"),
        Boards.PACKED,
        AccessConfig.loopback());
  }

  private static String asked(Panel panel) {
    return panel.parameters().stream()
        .filter(p -> ASKED.containsKey(p.name()))
        .map(p -> p.name() + "=" + ASKED.get(p.name()))
        .collect(Collectors.joining("&"));
  }

  private static String explained(String how, Panel panel)
      throws IOException, InterruptedException {
    HttpResponse<String> response = ask("readonly", panel, how, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static HttpResponse<String> ask(String user, Panel panel, String before, String after)
      throws IOException, InterruptedException {
    String bound =
        panel.parameters().stream()
            .map(p -> "param_" + p.name() + "=" + encoded(value(p)))
            .collect(Collectors.joining("&"));
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/?user=" + user + "&" + bound))
            .POST(BodyPublishers.ofString(before + panel.sql() + after))
            .build(),
        BodyHandlers.ofString());
  }

  private static String value(Parameter parameter) {
    String asked = ASKED.getOrDefault(parameter.name(), parameter.defaultText());
    return parameter.type().toBind(asked, LocalDate.of(2026, 11, 23));
  }

  private static JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(base + path);
  }

  private static HttpResponse<String> send(String url) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
