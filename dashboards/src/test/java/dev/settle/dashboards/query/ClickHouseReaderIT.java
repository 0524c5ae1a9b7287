package dev.settle.dashboards.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.dashboards.query.QueryException.Category;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the boards' login may not do, and the limits, against the real engine. */
class ClickHouseReaderIT {
  private static final QueryLimits LIMITS =
      new QueryLimits(1_000, 1_000_000L, Duration.ofSeconds(1), 200_000_000L, 2);

  private static EngineProcess engine;
  private static ClickHouseReader reader;

  @BeforeAll
  static void start() {
    engine = EngineProcess.start();
    engine.query("CREATE DATABASE d");
    engine.query("CREATE TABLE d.t (n Int64) ENGINE = MergeTree ORDER BY n");
    engine.query("INSERT INTO d.t VALUES (1)");
    reader = reader(engine.httpUrl());
  }

  @AfterAll
  static void stop() {
    reader.close();
    engine.close();
  }

  @Test
  void shouldKeepEveryDigitOfWideIntegers() {
    ResultRows rows =
        reader.read(
            "SELECT toInt128('-170141183460469231731687303715884105727') AS a, toUInt64(-1) AS b,"
                + " CAST(NULL AS Nullable(Int64)) AS c",
            Map.of());

    assertThat(rows.names()).isEqualTo(List.of("a", "b", "c"));
    assertThat(rows.rows().get(0).get(0))
        .isEqualTo(new BigInteger("-170141183460469231731687303715884105727"));
    assertThat(rows.rows().get(0).get(1)).isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(rows.rows().get(0).get(2)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO d.t VALUES (2)",
        "DROP TABLE d.t",
        "ALTER TABLE d.t DELETE WHERE 1",
        "CREATE TABLE d.u (n Int64) ENGINE = Memory",
        "SELECT * FROM file('/etc/passwd', 'LineAsString')",
        "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
        "SELECT 1 INTO OUTFILE '/tmp/settle-dashboards-out'"
      })
  void shouldBeRefusedWhatIsNoReadingOfTables(String statement) {
    assertThatThrownBy(() -> reader.read(statement, Map.of())).isInstanceOf(QueryException.class);

    assertThat(engine.query("SELECT sum(n) FROM d.t")).isEqualTo("1");
    assertThat(engine.query("SELECT count() FROM system.tables WHERE database = 'd'"))
        .isEqualTo("1");
    assertThat(Path.of("/tmp/settle-dashboards-out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT number FROM system.numbers LIMIT 1001",
        "SELECT repeat('x', 100000 + number) FROM numbers(100)",
        "SELECT count() FROM system.numbers",
        "SELECT length(groupArray(number)) FROM numbers(100000000)"
      })
  void shouldStopAtALimitWithAnError(String greedy) {
    assertThatThrownBy(() -> reader.read(greedy, Map.of()))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.category()).isEqualTo(Category.LIMIT_EXCEEDED));
  }

  @Test
  void shouldNotShowThePersonWhatClickHouseSaid() {
    assertThatThrownBy(() -> reader.read("SELECT secret FROM d.missing", Map.of()))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.category()).isEqualTo(Category.FAILED))
        .hasMessageContaining("code 60")
        .hasMessageNotContaining("missing");
  }

  @Test
  void shouldSayWhenNobodyAnswers() {
    EngineProcess gone = EngineProcess.start();
    gone.close();

    try (ClickHouseReader unanswered = reader(gone.httpUrl())) {
      assertThatThrownBy(() -> unanswered.read("SELECT 1", Map.of()))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.category()).isEqualTo(Category.UNAVAILABLE))
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void shouldCheckWhileEveryQuerySlotIsTaken() throws Exception {
    QueryLimits oneSlot =
        new QueryLimits(1_000, 1_000_000L, Duration.ofSeconds(20), 200_000_000L, 1);
    String running =
        "SELECT count() FROM system.processes WHERE query LIKE 'SELECT sleepEachRow(0.5)%'";
    try (ClickHouseReader busy =
        new ClickHouseReader(new ClickHouseAddress(engine.httpUrl(), "readonly", ""), oneSlot)) {
      busy.check();
      CompletableFuture<ResultRows> slow =
          CompletableFuture.supplyAsync(
              () -> busy.read("SELECT sleepEachRow(0.5) FROM numbers(6)", Map.of()));
      while (!slow.isDone() && engine.query(running).equals("0")) {
        Thread.sleep(20);
      }

      busy.check();

      assertThat(engine.query(running)).as("the query that holds the slot").isEqualTo("1");
      assertThat(slow.get().rows()).hasSize(6);
    }
  }

  private static ClickHouseReader reader(String url) {
    return new ClickHouseReader(new ClickHouseAddress(url, "readonly", ""), LIMITS);
  }
}
