package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.TestStack;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.ChannelAgreement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way on real servers: payments are written while one part after the other is killed;
 * then a replayed log, the night and the proofs must be right to the cent.
 */
class EndToEndIT {
  private static final Duration STEP_MAX = Duration.ofMinutes(5);
  private static final long POLL_MS = 100;
  private static final Pattern DEMO_REASON =
      Pattern.compile("FAIL|MISSING |TWICE|NOT PUT IN|OVERLOOKED|exit code|settle:|landed");
  private static final List<Component> KILLED =
      List.of(
          Component.CDC_CONNECTOR,
          Component.FLINK_TASKMANAGER,
          Component.KAFKA,
          Component.CLICKHOUSE,
          Component.POSTGRES);
  private static final String DATE = "2026-03-05";
  private static final List<String> TRAFFIC =
      List.of(
          "--orders",
          "2000",
          "--seed",
          "11",
          "--business-date",
          DATE,
          "--holds",
          "10",
          "--instructions",
          "6");

  private final TestStack servers = new TestStack("end-to-end-", 1_000, System.out);

  @TempDir private Path folder = Path.of("");

  EndToEndIT() throws IOException {}

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    servers.close();
  }

  @Test
  void shouldProveTheDayThoughEveryPartWasKilledOnTheWay() throws Exception {
    assertOk("up", "--all");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> generating =
          executor.submit(() -> settle("generate", join(TRAFFIC, "--rate", "120")));
      awaitFirstEntries();
      for (Component component : KILLED) {
        servers.kill(component);
      }
      assertThat(generating.get(STEP_MAX.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCodes.OK);
    } finally {
      executor.shutdownNow();
    }
    servers.stack().up(EnumSet.copyOf(KILLED));

    List<String> paysim =
        List.of("--paysim", paysimLog().toString(), "--business-date", DATE, "--verify");
    assertThat(settle("replay", paysim)).isEqualTo(ExitCodes.OK);
    assertThat(settle("replay", paysim)).as("replayed and verified again").isEqualTo(ExitCodes.OK);

    // The day's orders are there already: the demo goes on from them, with the channels'
    // statements, the night, the proofs.
    demo();
    assertEveryChannelIsProvedWithItsFaults();

    assertEveryDocumentedMetricIsScraped();
    assertEveryBoardShowsTheDay();

    List<ProcessIdentity> processes = servers.processes();
    assertThat(processes)
        .as("a stack that was up stays up")
        .hasSizeGreaterThan(KILLED.size())
        .allMatch(ProcessIdentity::isAlive);
    assertOk("down");
    assertThat(processes).noneMatch(ProcessIdentity::isAlive);
  }

  /** If it fails, the message has its reasons, and what was printed has the rest. */
  private void demo() throws InterruptedException {
    try (Echo printed = new Echo()) {
      int exit = settle("demo", join(TRAFFIC, "--faults", "12"));
      if (exit != ExitCodes.OK) {
        new Evidence(servers.config()).lines().forEach(System.out::println);
        throw new AssertionError(
            "the demo ended with exit code %d: %s%nlate for the fraud job: %s"
                .formatted(
                    exit,
                    printed.lines(DEMO_REASON),
                    analyst().rows("SELECT * FROM settlement.fraud_late_event LIMIT 20")));
      }
    }
  }

  /** Each fault is one break, so every agreed channel must have as many as were put in. */
  private void assertEveryChannelIsProvedWithItsFaults() throws InterruptedException {
    List<List<String>> expected =
        ChannelAgreement.all().stream()
            .filter(agreement -> agreement.statementFormat() != null)
            .map(agreement -> List.of(agreement.channel().name(), "PROVED", "12"))
            .sorted(Comparator.comparing(row -> row.get(0)))
            .toList();
    assertThat(
            analyst()
                .rows(
                    """
                    SELECT channel, verdict, breaks FROM
                      (SELECT toString(channel) AS channel, toString(verdict) AS verdict
                       FROM settlement.reconciliation_proof WHERE business_date = '%1$s') AS proof
                    LEFT JOIN
                      (SELECT toString(channel) AS channel, count() AS breaks
                       FROM settlement.reconciliation_break WHERE business_date = '%1$s' GROUP BY channel) AS found
                    USING (channel) ORDER BY channel
                    """
                        .formatted(DATE)))
        .isEqualTo(expected);
    assertThat(
            analyst()
                .rows(
                    "SELECT currency, class, count() FROM settlement.bank_item WHERE business_date = '"
                        + DATE
                        + "' GROUP BY ALL ORDER BY ALL"))
        .as("each payout by the ledger, its channel and the bank; one came in short")
        .containsExactly(List.of("EUR", "AMOUNT_MISMATCH", "3"), List.of("USD", "MATCHED", "3"));
  }

  /** What the documentation and the alert rules name, Prometheus must find. */
  private void assertEveryDocumentedMetricIsScraped() throws Exception {
    StackConfig config = servers.config();
    StringBuilder scraped = new StringBuilder();
    for (int port :
        List.of(
            config.ports().flinkMetrics(),
            config.ports().flinkTaskManagerMetrics(),
            config.ports().cdcHealth())) {
      scraped.append(get("http://127.0.0.1:" + port + "/metrics"));
    }
    Set<String> exported = metricNames(scraped.toString());
    for (String file : List.of("docs/metrics.md", "deploy/prometheus/rules.yaml")) {
      Set<String> named = metricNames(Files.readString(config.home().resolve(file)));
      assertThat(named).as(file).hasSizeGreaterThan(10);
      assertThat(exported).as("what %s names", file).containsAll(named);
    }
  }

  /** Every panel answers. What it answers is the business of its own test. */
  private void assertEveryBoardShowsTheDay() throws Exception {
    String base = "http://127.0.0.1:" + servers.config().ports().dashboards();
    Map<String, Integer> rows = new TreeMap<>();
    for (JsonNode board : new JsonMapper().readTree(get(base + "/api/boards"))) {
      for (JsonNode panel : board.get("panels")) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : panel.get("parameters")) {
          if (parameter.get("type").asText().equals("Date")) {
            query.append('&').append(parameter.get("name").asText()).append('=').append(DATE);
          }
        }
        String path = board.get("name").asText() + "/" + panel.get("name").asText();
        JsonNode answer = new JsonMapper().readTree(get(base + "/api/query/" + path + "?" + query));
        assertThat(answer.has("rows")).as(path + ": " + answer).isTrue();
        rows.merge(board.get("name").asText(), answer.get("rows").size(), Integer::sum);
      }
    }
    assertThat(rows).hasSizeGreaterThan(6);
    for (String board : List.of("ledger", "reconciliation", "settlement-overview")) {
      assertThat(rows.get(board)).as(board).isPositive();
    }
  }

  private static String get(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static Set<String> metricNames(String text) {
    return Pattern.compile("\\b(?:flink_(?:job|task)manager|settle_cdc)_[A-Za-z0-9_]+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assertOk(String command, String... arguments) {
    assertThat(settle(command, List.of(arguments))).as(command).isEqualTo(ExitCodes.OK);
  }

  private int settle(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    all.addAll(servers.flags());
    return Settle.commandLine().execute(all.toArray(String[]::new));
  }

  /** From then on each kill hits a pipeline that is at work. */
  private void awaitFirstEntries() throws InterruptedException {
    AnalystDatabase analyst = analyst();
    long deadline = System.nanoTime() + STEP_MAX.toNanos();
    while (analyst.rows("SELECT 1 FROM settlement.ledger_entry LIMIT 1").isEmpty()) {
      assertThat(System.nanoTime()).as("no ledger entry has landed").isLessThan(deadline);
      Thread.sleep(POLL_MS);
    }
  }

  private AnalystDatabase analyst() {
    StackConfig config = servers.config();
    return new AnalystDatabase(
        config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword());
  }

  /**
   * A log with an opening balance, a cent of rounding, a refused row, a purchase and a balance
   * below zero.
   */
  private Path paysimLog() throws IOException {
    Path file = folder.resolve("paysim-small.csv");
    StringBuilder text =
        new StringBuilder(
            """
            step,action,amount,nameOrig,oldBalanceOrig,newBalanceOrig,nameDest,oldBalanceDest,newBalanceDest,isFraud,isFlaggedFraud,isUnauthorizedOverdraft
            1,CASH_IN,100.01,C1,80.09,180.10,M1,0.00,0.00,0,0,0
            1,TRANSFER,10.00,C1,180.10,170.10,C2,-5.00,5.01,0,0,0
            1,PAYMENT,7.00,C2,5.01,-1.99,M2,0.00,7.00,0,0,0
            1,DEBIT,500.00,C2,-1.99,-1.99,B1,0.00,0.00,0,0,1
            """);
    for (int i = 0; i < 500; i++) {
      text.append(
          "%d,CASH_IN,1.00,C3,%d.00,%d.00,M1,0.00,0.00,0,0,0\n".formatted(2 + i / 100, i, i + 1));
    }
    Files.writeString(file, text);
    return file;
  }

  private static List<String> join(List<String> first, String... second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(second));
    return all;
  }
}
