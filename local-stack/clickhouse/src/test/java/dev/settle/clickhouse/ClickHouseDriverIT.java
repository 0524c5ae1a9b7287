package dev.settle.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.settle.clickhouse.process.EngineProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified clickhouse-jdbc and client-v2 against the engine process. */
class ClickHouseDriverIT {
  private static final int STREAMED_ROWS = 5_000_000;

  private static EngineProcess engine;

  @BeforeAll
  static void start() {
    engine = EngineProcess.start("--readonly-password", "look");
    engine.query("CREATE DATABASE shop");
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | 62",
        "exit | 62",
        "SELECT * FROM nowhere | 60",
        "SELECT 1 SETTINGS nosuch = 1 | 115",
        "SELECT throwIf(1) | 395",
        "DROP DATABASE nowhere | 81",
        "INSERT INTO nowhere VALUES (1) | 60",
        "SELECT 1 INTO OUTFILE 'x' | 358",
      })
  void shouldRaiseSqlExceptionWithClickHousesCode(String sql, int code) throws SQLException {
    try (Connection connection = connect("shop");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }
  }

  @Test
  void shouldNeverEndAResultEarlyWhenAnErrorComesInItsMiddle() throws SQLException {
    String sql = "SELECT number, throwIf(number = 3000000, 'late') FROM numbers(10000000)";
    try (Connection connection = connect("shop");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> {
                try (ResultSet rows = statement.executeQuery(sql)) {
                  drain(rows);
                }
              })
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void shouldStreamMillionsOfRowsInFlatMemory() throws SQLException, IOException {
    try (Connection connection = connect("shop");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT 1").close();
      long before = residentKib();
      String sql =
          "SELECT number, 'a text of some length ' || toString(number) FROM numbers(5000000)";
      try (ResultSet rows = statement.executeQuery(sql)) {
        assertThat(drain(rows)).isEqualTo(STREAMED_ROWS);
      }
      // The result is about 200 MB.
      assertThat(residentKib() - before).isLessThan(150_000);
    }
  }

  @Test
  void shouldGiveBackTheEngineWhenAResultIsClosedEarly() throws SQLException {
    try (Connection connection = connect("shop");
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("SELECT number FROM numbers(20000000)");
      assertThat(rows.next()).isTrue();
      rows.close();
      try (ResultSet again = statement.executeQuery("SELECT 7")) {
        assertThat(again.next()).isTrue();
        assertThat(again.getInt(1)).isEqualTo(7);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?beta.row_binary_for_simple_insert=true"})
  void shouldInsertBatches(String option) throws SQLException {
    engine.query(
        "CREATE OR REPLACE TABLE shop.batch (id UInt64, note Nullable(String))"
            + " ENGINE = MergeTree ORDER BY id");
    try (Connection connection = connect("shop" + option);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO batch (id, note) VALUES (?, ?)")) {
      for (int i = 0; i < 1000; i++) {
        insert.setLong(1, i);
        insert.setString(2, i % 10 == 0 ? null : "it's \\ \n;) ünï" + i);
        insert.addBatch();
      }
      insert.executeBatch();
    }

    assertThat(
            engine.query(
                "SELECT count(), sum(id), countIf(note IS NULL),"
                    + " countIf(note = 'it\\'s \\\\ \\n;) ünï' || toString(id)) FROM shop.batch"))
        .isEqualTo("1000\t499500\t100\t900");
  }

  @Test
  void shouldDropARepeatedInsertByItsTokenInViewsToo() throws Exception {
    engine.query(
        "CREATE TABLE shop.event (id UInt64, amount Int64) ENGINE = MergeTree ORDER BY id"
            + " SETTINGS non_replicated_deduplication_window = 100");
    engine.query(
        "CREATE TABLE shop.total (k UInt8, amount Int64) ENGINE = SummingMergeTree"
            + " ORDER BY k SETTINGS non_replicated_deduplication_window = 100");
    engine.query(
        "CREATE MATERIALIZED VIEW shop.total_view TO shop.total"
            + " AS SELECT 1 AS k, sum(amount) AS amount FROM shop.event GROUP BY k");
    byte[] rows = "1\t10\n2\t20\n".getBytes(StandardCharsets.UTF_8);
    try (Client client = client()) {
      for (String token : List.of("block-1", "block-1", "block-2")) {
        InsertSettings settings = new InsertSettings().setDeduplicationToken(token);
        settings.serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1");
        try (InsertResponse response =
            client
                .insert("event", new ByteArrayInputStream(rows), ClickHouseFormat.TSV, settings)
                .get(20, TimeUnit.SECONDS)) {
          assertThat(response.getQueryId()).isNotEmpty();
        }
      }
    }

    assertThat(engine.query("SELECT count(), sum(amount) FROM shop.event")).isEqualTo("4\t60");
    assertThat(engine.query("SELECT sum(amount) FROM shop.total")).isEqualTo("60");
  }

  @Test
  void shouldBindParametersOfEveryKind() throws Exception {
    Map<String, Object> values =
        Map.of("s", "tab\t quote' back\\slash", "d", "12.3456", "n", "18446744073709551615");
    try (Client client = client()) {
      String text =
          client
              .queryAll("SELECT {s:String} AS s, {d:Decimal(38, 4)} AS d, {n:UInt64} AS n", values)
              .get(0)
              .getString("s");
      assertThat(text).isEqualTo("tab\t quote' back\\slash");
    }
  }

  @Test
  void shouldServeManyClientsAtOnce() throws Exception {
    engine.query("CREATE TABLE shop.parallel (t UInt32, i UInt32) ENGINE = MergeTree ORDER BY t");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        results.add(threads.submit(() -> insertAndCount(thread)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(20);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static int insertAndCount(int thread) throws SQLException {
    try (Connection connection = connect("shop");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 20; i++) {
        statement.execute("INSERT INTO parallel VALUES (" + thread + ", " + i + ")");
      }
      String sql = "SELECT count() FROM parallel WHERE t = " + thread;
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO batch VALUES (1, 'x')",
        "INSERT INTO batch SELECT 1, 'x'",
        "CREATE TABLE t (x Int32) ENGINE = Memory",
        "CREATE TEMPORARY TABLE t (x Int32)",
        "DROP DATABASE shop",
        "SET readonly = 0",
        "SET max_threads = 1",
        "SELECT 1 SETTINGS readonly = 0",
        "SELECT * FROM file('/etc/passwd', 'LineAsString')",
        "SELECT file('/etc/passwd')",
        "SELECT `file`/**/('/etc/passwd')",
        "SELECT * APPLY file FROM (SELECT '/etc/passwd')",
        "SELECT arrayMap((file), ['/etc/passwd'])",
        "DESCRIBE file('/etc/passwd')",
        "DESCRIBE TABLE (SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'x Int32'))",
        "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'x Int32')",
        "KILL QUERY WHERE 1",
        "SYSTEM FLUSH LOGS",
        "BACKUP DATABASE shop TO File('/tmp/x')",
        "GRANT SELECT ON *.* TO readonly",
      })
  void shouldRefuseTheReadOnlyUser(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(engine.jdbcUrl() + "/shop", "readonly", "look");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT count() FROM system.one").close();

      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(164));
    }
  }

  @Test
  void shouldRefuseAWrongPassword() {
    assertThatThrownBy(
            () -> {
              String url = engine.jdbcUrl() + "/shop";
              try (Connection connection = DriverManager.getConnection(url, "readonly", "wrong");
                  Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
              }
            })
        .isInstanceOf(SQLException.class)
        .hasStackTraceContaining("516");
  }

  private static long drain(ResultSet rows) throws SQLException {
    long count = 0;
    while (rows.next()) {
      count++;
    }
    return count;
  }

  private static long residentKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + engine.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS");
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(engine.jdbcUrl() + "/" + database, "default", "");
  }

  private static Client client() {
    return new Client.Builder()
        .addEndpoint(engine.httpUrl())
        .setUsername("default")
        .setPassword("")
        .setDefaultDatabase("shop")
        .compressClientRequest(true)
        .build();
  }
}
