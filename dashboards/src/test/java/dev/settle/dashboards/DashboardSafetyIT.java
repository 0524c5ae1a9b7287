package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import dev.settle.dashboards.board.ParameterType;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.web.AccessConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attacks over HTTP on the server with the real engine behind it. Each is refused with a status
 * that says why, and nothing has changed after it; target/attacks.txt lists them.
 */
class DashboardSafetyIT {
  private static final String PASSWORD = "correct horse battery";
  private static final String WRITTEN = "/tmp/settle-dashboards-safety-out";
  private static final String COUNTS =
      "SELECT (SELECT count() FROM settlement.ledger_entry),"
          + " (SELECT count() FROM system.tables WHERE database NOT IN ('system')),"
          + " (SELECT count() FROM system.databases)";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> TRIED = new ArrayList<>();

  private static EngineProcess engine;
  private static ConfigurableApplicationContext open;
  private static ConfigurableApplicationContext locked;
  private static ConfigurableApplicationContext proxied;
  private static String before;

  @BeforeAll
  static void start() throws Exception {
    engine = KnownDays.start();
    open = server(AccessConfig.loopback());
    locked = server(new AccessConfig("127.0.0.2", PASSWORD, null, Set.of()));
    proxied =
        server(
            new AccessConfig(
                "127.0.0.2", null, "X-User", Set.of(InetAddress.getLoopbackAddress())));
    before = engine.query(COUNTS);
  }

  @AfterAll
  static void stop() throws IOException {
    Files.write(Path.of("target/attacks.txt"), TRIED);
    for (ConfigurableApplicationContext server : List.of(open, locked, proxied)) {
      server.close();
    }
    engine.close();
  }

  @AfterEach
  void shouldHaveChangedNothing() {
    assertThat(engine.query(COUNTS)).isEqualTo(before);
    assertThat(Path.of(WRITTEN)).doesNotExist();
  }

  static Stream<Panel> panels() {
    return Boards.read(Boards.PACKED).all().stream().flatMap(board -> board.panels().stream());
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldNotBeInjectedThroughAnyParameterOfAPanel(Panel panel) throws Exception {
    List<String> attacks =
        List.of(
            "' OR 1=1 --",
            "' UNION ALL SELECT 'PWNED' --",
            "x'); DROP TABLE settlement.ledger_entry; --",
            "\\' UNION ALL SELECT 'PWNED' --",
            "{x:Identifier}",
            "1 UNION ALL SELECT 'PWNED'",
            "2026-11-20' OR '1'='1",
            "today-1; SELECT 'PWNED'",
            "1\nSETTINGS readonly=0",
            "\u0000");
    for (Parameter parameter : panel.parameters()) {
      for (String attack : attacks) {
        String path =
            "/api/query/" + panel.board() + "/" + panel.name() + "?" + parameter.name() + "=";
        HttpResponse<String> response = get(base(open) + path + encoded(attack));

        boolean bindable =
            parameter.type() == ParameterType.STRING
                && attack.chars().noneMatch(Character::isISOControl);
        tried("parameter " + parameter.type() + ": " + attack, response.statusCode());
        assertThat(response.statusCode())
            .as("%s of %s: %s", parameter.name(), panel.name(), response.body())
            .isEqualTo(bindable ? 200 : 400);
        if (bindable) {
          JsonNode rows = JSON.readTree(response.body()).get("rows");
          assertThat(rows.toString()).doesNotContain("PWNED");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO settlement.ledger_entry (account) VALUES ('x')                        | 403
          insert into settlement.ledger_entry select * from settlement.ledger_entry         | 403
          WITH x AS (SELECT 1) INSERT INTO settlement.ledger_entry SELECT * FROM x           | 403
          ALTER TABLE settlement.ledger_entry DELETE WHERE 1                                | 403
          ALTER TABLE settlement.ledger_entry UPDATE amount = 0 WHERE 1                     | 403
          DELETE FROM settlement.ledger_entry WHERE 1                                       | 403
          DROP TABLE settlement.ledger_entry                                                | 403
          DROP DATABASE settlement                                                          | 403
          TRUNCATE TABLE settlement.ledger_entry                                            | 403
          RENAME TABLE settlement.ledger_entry TO settlement.gone                           | 403
          OPTIMIZE TABLE settlement.ledger_entry FINAL                                      | 403
          CREATE TABLE settlement.mine (n Int64) ENGINE = Memory                            | 403
          CREATE TEMPORARY TABLE mine (n Int64)                                             | 403
          CREATE FUNCTION mine AS x -> x                                                    | 403
          CREATE USER mine                                                                  | 403
          GRANT ALL ON *.* TO readonly                                                      | 403
          ATTACH TABLE settlement.mine (n Int64) ENGINE = File(CSV, '/etc/passwd')          | 403
          SET readonly = 0                                                                  | 403
          USE system                                                                        | 403
          KILL QUERY WHERE 1                                                                | 403
          SYSTEM FLUSH LOGS                                                                 | 403
          BACKUP DATABASE settlement TO File('/tmp/x')                                      | 403
          exit                                                                              | 403
          SELECT 1; DROP TABLE settlement.ledger_entry                                      | 403
          SELECT 1 /* ; */ ; /* x */ TRUNCATE TABLE settlement.ledger_entry                 | 403
          /* SELECT */ DROP /**/ TABLE settlement.ledger_entry                              | 403
          -- SELECT {nl} DROP TABLE settlement.ledger_entry                                 | 403
          ({nl}DROP TABLE settlement.ledger_entry)                                          | 403
          EXPLAIN DROP TABLE settlement.ledger_entry                                        | 400
          SELECT 1 SETTINGS readonly = 0, max_execution_time = 0                            | 403
          SELECT 1 /**/ SeTtInGs /**/ max_memory_usage = 0                                  | 403
          SELECT * FROM (SELECT 1 SETTINGS max_result_rows = 0)                             | 403
          EXPLAIN SELECT 1 SETTINGS max_execution_time = 0                                  | 403
          SELECT 1 INTO OUTFILE '/tmp/settle-dashboards-safety-out'                         | 403
          SELECT 1 INTO/**/OUTFILE '/tmp/settle-dashboards-safety-out' FORMAT CSV           | 403
          SELECT 1, .5SETTINGS max_execution_time = 0                                       | 403
          SELECT 1, .5FORMAT Native                                                         | 403
          SELECT 1 FORMAT Native                                                            | 403
          SELECT * FROM file('/etc/passwd', 'LineAsString')                                 | 403
          SELECT * FROM `file`('/etc/passwd', 'LineAsString')                               | 403
          SELECT * FROM fileCluster('c', '/etc/passwd', 'LineAsString')                     | 403
          SELECT file('/etc/passwd')                                                        | 403
          SELECT * APPLY file FROM (SELECT '/etc/passwd' AS p)                              | 403
          SELECT * APPLY(`file`) FROM (SELECT '/etc/passwd' AS p)                           | 403
          SELECT arrayMap(file, ['/etc/passwd'])                                            | 403
          SELECT arrayMap((file), ['/etc/passwd'])                                          | 403
          SELECT arrayMap(file AS f, ['/etc/passwd'])                                       | 403
          SELECT * FROM '/etc/passwd'                                                       | 400
          SELECT * FROM `/etc/passwd`                                                       | 400
          SELECT * FROM default.`/etc/passwd`                                               | 403
          DESCRIBE file('/etc/passwd')                                                      | 403
          SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')                          | 403
          SELECT * FROM s3('http://127.0.0.1:1/b/k', 'CSV')                                 | 403
          SELECT * FROM gcs('http://127.0.0.1:1/b/k', 'CSV')                                | 403
          SELECT * FROM azureBlobStorage('x', 'y', 'z')                                     | 403
          SELECT * FROM hdfs('hdfs://127.0.0.1:1/x', 'CSV')                                 | 403
          SELECT * FROM iceberg('http://127.0.0.1:1/b')                                     | 403
          SELECT * FROM remote('127.0.0.1:1', system.one)                                   | 403
          SELECT * FROM remoteSecure('127.0.0.1:1', system.one)                             | 403
          SELECT * FROM cluster('default', system.one)                                      | 403
          SELECT * FROM clusterAllReplicas('default', system.one)                           | 403
          SELECT * FROM mysql('127.0.0.1:1', 'd', 't', 'u', 'p')                            | 403
          SELECT * FROM postgresql('127.0.0.1:1', 'd', 't', 'u', 'p')                       | 403
          SELECT * FROM mongodb('127.0.0.1:1', 'd', 't', 'u', 'p')                          | 403
          SELECT * FROM redis('127.0.0.1:1', 'k', 'k String')                               | 403
          SELECT * FROM sqlite('/tmp/x', 't')                                               | 403
          SELECT * FROM jdbc('x', 'y')                                                      | 403
          SELECT * FROM odbc('x', 'y')                                                      | 403
          SELECT * FROM executable('id', 'TSV', 'x String')                                 | 403
          SELECT * FROM input('n Int64')                                                    | 403
          SELECT * FROM python('x')                                                         | 400
          SELECT * FROM dictionary('d')                                                     | 403
          SELECT dictGet('d', 'x', 1)                                                       | 403
          SELECT * FROM merge('system', '.*')                                               | 403
          SELECT * FROM loop(system.one)                                                    | 403
          EXPLAIN SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')                  | 403
          SELECT * FROM view(SELECT * FROM file('/etc/passwd', 'LineAsString'))             | 403
          SELECT 1 WHERE 1 IN (SELECT n FROM url('http://127.0.0.1:1/', 'CSV', 'n Int64'))  | 403
          SELECT $a$ ' $a$, file('/etc/passwd'), '                                          | 403
          SELECT * FROM "fi\\x6ce"('/etc/passwd')                                           | 403
          SELECT * FROM system.processes                                                    | 403
          SELECT * FROM system.query_log                                                    | 403
          SELECT * FROM system.settings                                                     | 403
          SELECT * FROM system.users                                                        | 403
          SELECT * FROM "system"."processes"                                                | 403
          SELECT * FROM `system.processes`                                                  | 403
          SELECT * FROM INFORMATION_SCHEMA.TABLES                                           | 403
          SHOW PROCESSLIST                                                                  | 403
          SHOW CREATE USER CURRENT_USER                                                     | 403
          SHOW ACCESS                                                                       | 403
          DESCRIBE system.processes                                                         | 403
          SELECT getClientHTTPHeader('X-ClickHouse-Key')                                    | 403
          SELECT {x:Identifier}                                                             | 400
          """)
  void shouldRefuseAnAnalystsSqlThatIsNoReadingOfTheTables(String sql, int status)
      throws Exception {
    HttpResponse<String> response = explore(sql.replace("{nl}", "\n"));

    tried(sql, response.statusCode());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\"").doesNotContain("root:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT number FROM system.numbers LIMIT 10001",
        "SELECT * FROM numbers(100000000)",
        "SELECT repeat('x', 1000000) FROM numbers(100)",
        "SELECT repeat(char(1), 1000000) FROM numbers(7)",
        "SELECT groupArray(number) FROM numbers(1000000000)",
        "SELECT length(groupArray(number)) FROM numbers(1000000000)",
        "SELECT count() FROM (SELECT DISTINCT number, rand64() FROM numbers(1000000000))",
        "SELECT arrayJoin(range(500000000))",
        "SELECT count() FROM system.numbers",
        "SELECT sum(sleepEachRow(0.5)) FROM numbers(100000)"
      })
  void shouldStopWhatIsTooMuch(String sql) throws Exception {
    HttpResponse<String> response = explore(sql);

    tried(sql, response.statusCode());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    assertThat(response.body()).contains("LIMIT_EXCEEDED");
    assertThat(explore("SELECT 1").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldReadTablesWithEveryDigit() throws Exception {
    JsonNode result =
        JSON.readTree(
            explore(
                    "SELECT toInt128('-170141183460469231731687303715884105727') AS a, NULL AS b,"
                        + " count() AS c FROM ledger_entry")
                .body());

    assertThat(result.get("rows").get(0).get(0).asString())
        .isEqualTo("-170141183460469231731687303715884105727");
    assertThat(result.get("rows").get(0).get(1).isNull()).isTrue();
    assertThat(result.get("rows").get(0).get(2).asString())
        .isEqualTo(engine.query("SELECT count() FROM settlement.ledger_entry"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN indexes = 1 SELECT * FROM ledger_entry",
        "SHOW TABLES",
        "DESCRIBE ledger_entry",
        "SHOW CREATE TABLE ledger_entry",
        "SELECT name FROM system.tables WHERE database = 'settlement'",
        "SELECT * FROM settlement.account_balance_as_of(at = '2026-11-23 16:00:00')"
      })
  void shouldAnswerWhatAnAnalystNeeds(String sql) throws Exception {
    HttpResponse<String> response = explore(sql);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).get("rows").size()).isPositive();
  }

  @Test
  void shouldCancelAQueryForItsOwnUserOnly() throws Exception {
    UUID id = UUID.randomUUID();
    CompletableFuture<HttpResponse<String>> endless =
        HTTP.sendAsync(
            as("alice", exploring(locked, id, "SELECT count() FROM system.numbers")).build(),
            BodyHandlers.ofString());
    URI query = URI.create(base(locked) + "/api/explore/" + id);
    int byBob = 0;
    int byAlice = 404;
    // Until the query has begun nobody can cancel it.
    for (int i = 0; i < 100 && byAlice == 404; i++) {
      Thread.sleep(50);
      byBob = send(as("bob", HttpRequest.newBuilder(query).DELETE())).statusCode();
      assertThat(endless).isNotDone();
      byAlice = send(as("alice", HttpRequest.newBuilder(query).DELETE())).statusCode();
    }

    tried("DELETE of another user's query", byBob);
    assertThat(byBob).isEqualTo(404);
    assertThat(byAlice).isEqualTo(204);
    assertThat(endless.get().statusCode()).isEqualTo(409);
    assertThat(endless.get().body()).contains("CANCELLED");
  }

  @Test
  void shouldRunAtMostTwoQueriesOfAUserAtOnce() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(3).toList();
    for (UUID id : ids) {
      running.add(
          HTTP.sendAsync(
              as("carol", exploring(locked, id, "SELECT count() FROM system.numbers")).build(),
              BodyHandlers.ofString()));
    }

    Object first = CompletableFuture.anyOf(running.toArray(CompletableFuture[]::new)).get();
    for (UUID id : ids) {
      URI query = URI.create(base(locked) + "/api/explore/" + id);
      send(as("carol", HttpRequest.newBuilder(query).DELETE()));
    }

    tried("a third endless query at once", ((HttpResponse<?>) first).statusCode());
    assertThat(((HttpResponse<?>) first).statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://127.0.0.1:1, 403",
    "Sec-Fetch-Site, same-origin, 200"
  })
  void shouldTakeSqlFromItsOwnPagesOnly(String header, String value, int status) throws Exception {
    HttpRequest.Builder request =
        exploring(open, UUID.randomUUID(), "SELECT 1").header(header, value);

    int answered = send(request).statusCode();

    tried("POST with " + header + ": " + value, answered);
    assertThat(answered).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, image, 403",
    "cross-site, iframe, 403",
    "same-site, empty, 403",
    "cross-site, document, 200",
    "same-origin, empty, 200",
    "none, document, 200"
  })
  void shouldGiveOtherSitesLinksOnly(String site, String destination, int status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(open, "/api/boards"))
            .header("Sec-Fetch-Site", site)
            .header("Sec-Fetch-Dest", destination);

    int answered = send(request).statusCode();

    tried("GET from " + site + " for " + destination, answered);
    assertThat(answered).isEqualTo(status);
  }

  @Test
  void shouldRefuseABodyThatIsTooLong() throws Exception {
    byte[] body = new byte[300_000];
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(open, "/api/explore"))
            .header("Content-Type", "application/json");

    int said = send(request.copy().POST(BodyPublishers.ofByteArray(body))).statusCode();
    int unsaid =
        send(request.POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream("{}".getBytes(StandardCharsets.US_ASCII)))))
            .statusCode();

    tried("POST of 300 KB", said);
    tried("POST of a body without its length", unsaid);
    assertThat(said).isEqualTo(413);
    assertThat(unsaid).isEqualTo(413);
  }

  @Test
  void shouldNotCountTheServersOwnQueriesAgainstUsers() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<CompletableFuture<HttpResponse<String>>> lists = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        HttpRequest list = HttpRequest.newBuilder(uri(open, "/api/explore/tables")).build();
        lists.add(HTTP.sendAsync(list, BodyHandlers.ofString()));
      }
      HttpResponse<String> answer = explore("SELECT 1");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      for (CompletableFuture<HttpResponse<String>> list : lists) {
        assertThat(list.get().statusCode()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void shouldNotTakeWhatAFormCanSend(String type) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base(open) + "/api/explore"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"));

    int answered = send(request).statusCode();

    tried("POST of " + type, answered);
    assertThat(answered).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{}", "{\"id\":\"x\",\"sql\":\"SELECT 1\"}"})
  void shouldRefuseABodyThatIsNoStatement(String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base(open) + "/api/explore"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));

    assertThat(send(request).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"})
  void shouldRefuseANameThatPointsHere(String host) throws Exception {
    String answer = raw(open, "GET /api/boards HTTP/1.1\r\nHost: " + host + "\r\n");

    tried("Host: " + host, Integer.parseInt(answer.substring(9, 12)));
    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("panels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../application.properties",
        "/vendor/../../application.properties",
        "/..%2fapplication.properties",
        "/%2e%2e/application.properties",
        "/vendor/%2e%2e/%2e%2e/application.properties",
        "/..;/application.properties",
        "/vendor/..%5c..%5capplication.properties",
        "//etc/passwd",
        "/vendor/%00/../../etc/passwd",
        "/application.properties",
        "/sql/ledger/trial-balance.sql",
        "/META-INF/MANIFEST.MF",
        "/api/query/ledger/..%2f..%2fapplication",
        "/api/query/../../etc/passwd/x",
        "/api/query/ledger%2ftrial-balance/x",
        "/api/csv/ledger/%2e%2e%2ftrial-balance",
        "/actuator/env",
        "/api/explore/tables/../../../etc/passwd"
      })
  void shouldServeNothingBesideItsPages(String path) throws Exception {
    String answer = raw(open, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");

    int status = Integer.parseInt(answer.substring(9, 12));
    tried("GET " + path, status);
    assertThat(status).as(answer).isBetween(400, 404);
    assertThat(answer).doesNotContain("spring.application", "root:", "SELECT", "at org.");
  }

  @Test
  void shouldDemandThePasswordForEverything() throws Exception {
    for (String path :
        List.of("/", "/app.js", "/explore", "/api/boards", "/api/me", "/api/explore/tables")) {
      HttpResponse<String> without = get(base(locked) + path);
      HttpResponse<String> with = send(as("alice", HttpRequest.newBuilder(uri(locked, path))));

      tried("GET " + path + " without the password", without.statusCode());
      assertThat(without.statusCode()).as(path).isEqualTo(401);
      assertThat(without.headers().firstValue("WWW-Authenticate"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
      assertThat(without.headers().firstValue("Content-Security-Policy")).isPresent();
      assertThat(with.statusCode()).as(path).isEqualTo(200);
    }
    assertThat(send(exploring(locked, UUID.randomUUID(), "SELECT 1")).statusCode()).isEqualTo(401);
    assertThat(get(base(locked) + "/health").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldMakeAGuesserWait() throws Exception {
    try (ConfigurableApplicationContext guessed =
        server(new AccessConfig("127.0.0.2", PASSWORD, null, Set.of()))) {
      List<Integer> answers = new ArrayList<>();
      for (String guess :
          List.of("Basic", "Basic !", "Basic " + base64("x"), "Bearer " + PASSWORD)) {
        answers.add(
            send(HttpRequest.newBuilder(uri(guessed, "/")).header("Authorization", guess))
                .statusCode());
      }
      for (int i = answers.size(); i < 10; i++) {
        answers.add(
            send(login("eve", "guess " + i, HttpRequest.newBuilder(uri(guessed, "/"))))
                .statusCode());
      }
      HttpResponse<String> late = send(as("eve", HttpRequest.newBuilder(uri(guessed, "/"))));

      tried("ten wrong passwords, then another", late.statusCode());
      assertThat(answers).containsOnly(401);
      assertThat(late.statusCode()).isEqualTo(429);
      assertThat(late.headers().firstValue("Retry-After")).hasValue("60");
    }
  }

  @Test
  void shouldBelieveTheUserHeaderOfTheProxyOnly() throws Exception {
    try (ConfigurableApplicationContext elsewhere =
        server(
            new AccessConfig(
                "127.0.0.2", null, "X-User", Set.of(InetAddress.getByName("10.0.0.7"))))) {
      HttpResponse<String> byProxy =
          send(HttpRequest.newBuilder(uri(proxied, "/api/me")).header("X-User", "alice"));
      HttpResponse<String> unnamed = get(base(proxied) + "/api/me");
      HttpResponse<String> odd =
          send(HttpRequest.newBuilder(uri(proxied, "/api/me")).header("X-User", "a b<script>"));
      HttpResponse<String> several =
          send(
              HttpRequest.newBuilder(uri(proxied, "/api/me"))
                  .header("X-User", "alice")
                  .header("X-User", "bob"));
      HttpResponse<String> forged =
          send(HttpRequest.newBuilder(uri(elsewhere, "/api/me")).header("X-User", "alice"));
      HttpResponse<String> forwarded =
          send(
              HttpRequest.newBuilder(uri(elsewhere, "/api/me"))
                  .header("X-User", "alice")
                  .header("X-Forwarded-For", "10.0.0.7")
                  .header("Forwarded", "for=10.0.0.7"));

      tried("X-User twice", several.statusCode());
      tried("X-User that is not the proxy's", forged.statusCode());
      tried("X-User with X-Forwarded-For of the proxy", forwarded.statusCode());
      assertThat(JSON.readTree(byProxy.body()).get("user").asString()).isEqualTo("alice");
      assertThat(unnamed.statusCode()).isEqualTo(401);
      assertThat(odd.statusCode()).isEqualTo(401);
      assertThat(several.statusCode()).isEqualTo(401);
      assertThat(forged.statusCode()).isEqualTo(403);
      assertThat(forwarded.statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/explore", "/api/boards", "/api/nothing", "/app.js"})
  void shouldSendSecurityHeadersWithEveryAnswer(String path) throws Exception {
    HttpHeaders headers = get(base(open) + path).headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
    if (path.startsWith("/api/")) {
      assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
    }
  }

  private static ConfigurableApplicationContext server(AccessConfig access) {
    return DashboardApplication.start(
        new DashboardConfig(
            0,
            new ClickHouseAddress(engine.httpUrl(), "readonly", ""),
            ZoneId.of("Asia/Shanghai"),
            Boards.PACKED,
            access));
  }

  private static String base(ConfigurableApplicationContext server) {
    String host = server.getBean(AccessConfig.class).host();
    return "http://" + host + ":" + DashboardApplication.port(server);
  }

  private static URI uri(ConfigurableApplicationContext server, String path) {
    return URI.create(base(server) + path);
  }

  private static HttpResponse<String> explore(String sql) throws Exception {
    return send(exploring(open, UUID.randomUUID(), sql));
  }

  private static HttpRequest.Builder exploring(
      ConfigurableApplicationContext server, UUID id, String sql) {
    String body = JSON.writeValueAsString(Map.of("id", id.toString(), "sql", sql));
    return HttpRequest.newBuilder(uri(server, "/api/explore"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder as(String user, HttpRequest.Builder request) {
    return login(user, PASSWORD, request);
  }

  private static HttpRequest.Builder login(
      String user, String password, HttpRequest.Builder request) {
    return request.header("Authorization", "Basic " + base64(user + ":" + password));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** What no client would send: the request line as it is. */
  private static String raw(ConfigurableApplicationContext server, String head) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), DashboardApplication.port(server))) {
      String request = head + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void tried(String attack, int status) {
    String line = status + "  " + attack.replace('\n', ' ').replace("\u0000", "\\0");
    if (!TRIED.contains(line)) {
      TRIED.add(line);
    }
  }
}
