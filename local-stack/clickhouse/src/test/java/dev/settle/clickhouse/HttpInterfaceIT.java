package dev.settle.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.codec.BlockInputStream;
import dev.settle.clickhouse.codec.BlockOutputStream;
import dev.settle.clickhouse.codec.ContentCoding;
import dev.settle.clickhouse.process.EngineProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ClickHouse's HTTP interface as it is on the wire. */
class HttpInterfaceIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static EngineProcess engine;

  @BeforeAll
  static void start() {
    engine = EngineProcess.start();
    engine.query("CREATE DATABASE wire");
    engine.query("CREATE TABLE wire.t (x UInt64, s String) ENGINE = MergeTree ORDER BY x");
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void shouldTellWhatWasReadAndWritten() throws Exception {
    HttpResponse<byte[]> written =
        post("/?query=INSERT+INTO+wire.t+FORMAT+CSV", bytes("900,a\n901,b\n"));
    HttpResponse<byte[]> read = post("/", bytes("SELECT * FROM wire.t WHERE x >= 900"));

    assertThat(header(written, "X-ClickHouse-Summary")).contains("\"written_rows\":\"2\"");
    assertThat(header(read, "X-ClickHouse-Summary")).contains("\"result_rows\":\"2\"");
    assertThat(header(read, "X-ClickHouse-Format")).isEqualTo("TabSeparated");
    assertThat(text(read)).isEqualTo("900\ta\n901\tb\n");
  }

  @Test
  void shouldAnswerAnErrorWithItsCodeAndStatus() throws Exception {
    HttpResponse<byte[]> response = post("/?query_id=mine", bytes("SELECT * FROM wire.missing"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo("60");
    assertThat(header(response, "X-ClickHouse-Query-Id")).isEqualTo("mine");
    assertThat(text(response)).startsWith("Code: 60. DB::Exception: ").contains("UNKNOWN_TABLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RowBinaryWithNamesAndTypes",
        "RowBinaryWithNames",
        "TSVWithNamesAndTypes",
        "CSVWithNames",
        "JSONCompactEachRowWithNamesAndTypes",
        "JSONEachRow",
        "Native",
        "JSON",
        "Parquet",
      })
  void shouldWriteOneHeaderHoweverManyBlocks(String format) throws Exception {
    String rows =
        "SELECT number AS x, toString(number) AS s FROM numbers(1000)"
            + " SETTINGS max_block_size = 100 FORMAT "
            + format;
    byte[] result = post("/", bytes(rows)).body();

    String readBack = "SELECT count(), sum(x), sum(toUInt64(s)) FROM format(" + format + ", $$";
    if (format.equals("Parquet") || format.startsWith("RowBinary") || format.equals("Native")) {
      engine.query("CREATE OR REPLACE TABLE wire.copy (x UInt64, s String) ENGINE = Memory");
      post("/?query=INSERT+INTO+wire.copy+FORMAT+" + format, result);
      assertThat(engine.query("SELECT count(), sum(x), sum(toUInt64(s)) FROM wire.copy"))
          .isEqualTo("1000\t499500\t499500");
    } else {
      String all = new String(result, StandardCharsets.UTF_8);
      assertThat(engine.query(readBack + all + "$$)")).isEqualTo("1000\t499500\t499500");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldInsertAndSelectCompressedBlocks(BlockOutputStream.Method method) throws Exception {
    engine.query("CREATE OR REPLACE TABLE wire.blocks (x UInt64) ENGINE = MergeTree ORDER BY x");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream out = new BlockOutputStream(body, method)) {
      for (int i = 0; i < 100_000; i++) {
        out.write(bytes(i + "\n"));
      }
    }
    String query = "/?decompress=1&query=INSERT+INTO+wire.blocks+FORMAT+TSV";
    assertThat(post(query, body.toByteArray()).statusCode()).isEqualTo(200);

    byte[] broken = body.toByteArray();
    broken[broken.length / 2] ^= 1;
    HttpResponse<byte[]> refused = post(query, broken);
    assertThat(header(refused, "X-ClickHouse-Exception-Code")).isEqualTo("40");

    byte[] blocks =
        post(
                "/?compress=1&network_compression_method=" + method,
                bytes("SELECT count(), uniqExact(x) FROM wire.blocks"))
            .body();
    String text =
        new String(
            new BlockInputStream(new ByteArrayInputStream(blocks)).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(text.strip()).endsWith("\t100000");
  }

  @ParameterizedTest
  @EnumSource
  void shouldUseContentEncodingsBothWays(ContentCoding coding) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream out = coding.encode(body)) {
      out.write(bytes("SELECT number FROM numbers(300000)"));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/?enable_http_compression=1"))
            .header("Content-Encoding", coding.token())
            .header("Accept-Encoding", coding.token())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(header(response, "Content-Encoding")).isEqualTo(coding.token());
    try (InputStream in = coding.decode(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count())
          .isEqualTo(300_000);
    }
  }

  @Test
  void shouldAnswerALateErrorCleanlyWhenAskedToWait() throws Exception {
    String sql = "SELECT number, throwIf(number = 3000000) FROM numbers(4000000)";
    HttpResponse<byte[]> response = post("/?wait_end_of_query=1", bytes(sql));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo("395");
  }

  @Test
  void shouldKeepASessionAndOnlyWhatBelongsToIt() throws Exception {
    String session = "/?session_id=s1";
    post(session, bytes("CREATE TEMPORARY TABLE tt (x Int32)"));
    post(session, bytes("INSERT INTO tt VALUES (1), (2)"));
    post(session, bytes("SET max_block_size = 77"));

    assertThat(text(post(session, bytes("SELECT count() FROM tt")))).isEqualTo("2\n");
    String setting = "SELECT getSetting('max_block_size')";
    assertThat(text(post(session + "&max_block_size=5", bytes(setting)))).isEqualTo("5\n");
    assertThat(text(post(session, bytes(setting)))).isEqualTo("77\n");
    HttpResponse<byte[]> missing = post("/?session_id=s2&session_check=1", bytes("SELECT 1"));
    assertThat(header(missing, "X-ClickHouse-Exception-Code")).isEqualTo("372");
  }

  @Test
  void shouldRefuseASecondStatement() throws Exception {
    HttpResponse<byte[]> response = post("/", bytes("SELECT 1; DROP TABLE wire.t"));

    assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo("62");
  }

  @Test
  void shouldCancelTheQueryOfAClientThatWentAway() throws Exception {
    String sql = "SELECT number FROM numbers(1000000000000)";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/"))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    try (InputStream body = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      assertThat(body.read()).isEqualTo('0');
    }

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String running = "SELECT count() FROM system.processes WHERE query LIKE 'SELECT number%'";
    while (!engine.query(running).equals("0") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(engine.query(running)).isEqualTo("0");
  }

  @Test
  void shouldNotChangeAnythingByGet() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/?query=DROP+TABLE+wire.t")).build();
    HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo("164");
  }

  private static HttpResponse<byte[]> post(String path, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(engine.httpUrl() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
