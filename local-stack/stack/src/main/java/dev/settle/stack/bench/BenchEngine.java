package dev.settle.stack.bench;

import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.clickhouse.ClickHouseServer;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.migrate.Migrations;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.ServerFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The local stack's ClickHouse engine as a child process, with a limit on its memory. */
final class BenchEngine implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final int STOP_MAX_S = 30;
  private static final String RESET_PEAK = "5";

  private final StackConfig config;
  private final Process process;
  private final ClickHouseQuery query;

  private BenchEngine(StackConfig config, Process process) {
    this.config = config;
    this.process = process;
    this.query = new ClickHouseQuery(config.localClickhouseUrl(), "default", "");
  }

  /**
   * Starts it with the configuration's port and data directory; returns when it serves.
   *
   * @param memoryMb what it may use
   * @throws ServerFailedException when it does not; the message names its log
   */
  static BenchEngine start(StackConfig config, int memoryMb)
      throws IOException, InterruptedException {
    ClickHouseServer server = new ClickHouseServer(config);
    Files.createDirectories(server.logFile().getParent());
    server.prepare();
    var launch = server.launch();
    List<String> command = new ArrayList<>(launch.command());
    command.addAll(List.of("--max-server-memory", Long.toString((long) memoryMb << 20)));
    Process process =
        new ProcessBuilder(command)
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(server.logFile().toFile()))
            .start();
    // An engine must not outlive a measurement that was interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-clickhouse"));
    ComponentRecord record =
        new ComponentRecord(
            server.name(),
            server.port(),
            ProcessIdentity.of(process.pid()).orElse(null),
            command,
            Instant.now(),
            0,
            null);
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!server.isReady(record)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new ServerFailedException("ClickHouse does not serve: see " + server.logFile());
      }
      Thread.sleep(100);
    }
    return new BenchEngine(config, process);
  }

  String url() {
    return config.localClickhouseUrl();
  }

  /** Makes the pipeline's tables. */
  void migrate() throws SQLException {
    new Migrations(config).clickHouse();
  }

  /** Runs a statement or query and gives what it says, as tab-separated text. */
  String ask(String sql) throws IOException, InterruptedException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    query.run(sql, "TabSeparated", answer);
    return answer.toString(StandardCharsets.UTF_8).strip();
  }

  /** Writes a query's single column as it is, a line a row. */
  void copyLines(String sql, OutputStream out) throws IOException, InterruptedException {
    query.run(sql, "TSVRaw", out);
  }

  /** Lets {@link #peakMemoryMb} begin anew. */
  void resetPeakMemory() throws IOException {
    Files.writeString(proc("clear_refs"), RESET_PEAK);
  }

  /** The most memory that the process has held since the reset: resident, its JVM included. */
  long peakMemoryMb() throws IOException {
    for (String line : Files.readAllLines(proc("status"), StandardCharsets.UTF_8)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    throw new IOException("no VmHWM in " + proc("status"));
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
