package dev.settle.clickhouse;

import dev.settle.clickhouse.engine.Engine;
import dev.settle.clickhouse.engine.EngineException;
import dev.settle.clickhouse.http.ClickHouseHandler;
import dev.settle.clickhouse.http.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The process: the ClickHouse engine on a data directory, served over HTTP on one port. */
@Command(
    name = "clickhouse-engine",
    mixinStandardHelpOptions = true,
    version = "clickhouse-engine 0.1.0",
    description = "Serves the ClickHouse engine over ClickHouse's HTTP interface.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by SIGTERM or SIGINT",
      "2:wrong usage",
      "69:port in use, data directory in use, library missing, or the engine does not start"
    })
public final class ClickHouseEngine implements Callable<Integer> {
  /** Exit code when the server cannot be had. */
  private static final int EX_UNAVAILABLE = 69;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

  // The engine's parser recurses on the calling thread.
  private static final long THREAD_STACK_BYTES = 8L << 20;

  @Option(
      names = "--port",
      defaultValue = "${env:SETTLE_CLICKHOUSE_PORT:-18123}",
      description = "Port, 0 for any free one (default: 18123; SETTLE_CLICKHOUSE_PORT).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "${env:SETTLE_CLICKHOUSE_HOST:-127.0.0.1}",
      description = "Address to listen on (default: 127.0.0.1; SETTLE_CLICKHOUSE_HOST).")
  private String host = "";

  @Option(
      names = "--data-dir",
      defaultValue = "${env:SETTLE_CLICKHOUSE_DATA_DIR:-.settle/clickhouse}",
      description =
          "Directory of the data (default: .settle/clickhouse; SETTLE_CLICKHOUSE_DATA_DIR).")
  private Path dataDirectory = Path.of("");

  @Option(
      names = "--library",
      defaultValue = "${env:SETTLE_CHDB_LIB}",
      description = "Path of libchdb.so (default: where npm ci puts it; SETTLE_CHDB_LIB).")
  private @Nullable Path library;

  @Option(
      names = "--max-server-memory",
      defaultValue = "${env:SETTLE_CLICKHOUSE_MAX_SERVER_MEMORY:-4294967296}",
      description =
          "Bytes the engine may use; queries beyond fail with code 241 (default: 4294967296;"
              + " SETTLE_CLICKHOUSE_MAX_SERVER_MEMORY).")
  private long serverMemoryBytesMax;

  @Option(
      names = "--max-concurrent-queries",
      defaultValue = "${env:SETTLE_CLICKHOUSE_MAX_CONCURRENT_QUERIES:-64}",
      description =
          "More queries at one time fail with code 202 (default: 64;"
              + " SETTLE_CLICKHOUSE_MAX_CONCURRENT_QUERIES).")
  private int queriesMax;

  @Option(
      names = "--user",
      defaultValue = "${env:SETTLE_CLICKHOUSE_USER:-default}",
      description = "Name of the user with all rights (default: default; SETTLE_CLICKHOUSE_USER).")
  private String user = "";

  @Option(
      names = "--password",
      defaultValue = "${env:SETTLE_CLICKHOUSE_PASSWORD:-}",
      description = "Its password (default: none; SETTLE_CLICKHOUSE_PASSWORD).")
  private String password = "";

  @Option(
      names = "--readonly-user",
      defaultValue = "${env:SETTLE_CLICKHOUSE_READONLY_USER:-readonly}",
      description =
          "Name of the user that only reads (default: readonly; SETTLE_CLICKHOUSE_READONLY_USER).")
  private String readOnlyUser = "";

  @Option(
      names = "--readonly-password",
      defaultValue = "${env:SETTLE_CLICKHOUSE_READONLY_PASSWORD:-}",
      description = "Its password (default: none; SETTLE_CLICKHOUSE_READONLY_PASSWORD).")
  private String readOnlyPassword = "";

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] args) {
    int code = new CommandLine(new ClickHouseEngine()).execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    Path libraryFile = library == null ? LibraryLocator.find().orElse(null) : library;
    if (libraryFile == null || !Files.isReadable(libraryFile)) {
      String where = libraryFile == null ? "" : " at " + libraryFile;
      return failed("the engine's library is missing" + where + ": " + LibraryLocator.HOW_TO_FETCH);
    }
    Server server = new Server(threadPool());
    ServerConnector connector = connector(server);
    try {
      connector.open();
    } catch (IOException e) {
      return failed(
          "cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + rootMessage(e)
              + "; stop what uses the port or choose another --port");
    }
    Path directory = dataDirectory.toAbsolutePath().normalize();
    try {
      Engine engine =
          Engine.start(
              libraryFile.toAbsolutePath(),
              directory,
              List.of("--max_server_memory_usage=" + serverMemoryBytesMax));
      ClickHouseHandler handler =
          new ClickHouseHandler(
              engine, new Users(user, password, readOnlyUser, readOnlyPassword), queriesMax);
      server.setHandler(new GracefulHandler(handler));
      server.start();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(server, handler, engine), "shutdown"));
      say(
          "ready on http://"
              + host
              + ":"
              + connector.getLocalPort()
              + " engine "
              + engine.version()
              + " data "
              + directory);
    } catch (IOException | EngineException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      return failed("the server does not start: " + e);
    }
    server.join();
    return 0;
  }

  private void checkUsage() {
    CommandLine.Model.CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("run through picocli");
    }
    boolean areNamesUsable = !user.isEmpty() && !user.equals(readOnlyUser);
    boolean areLimitsUsable = queriesMax > 0 && serverMemoryBytesMax > 0;
    if (!areNamesUsable || !areLimitsUsable || port < 0 || port > 65_535) {
      throw new ParameterException(
          command.commandLine(),
          "--port must be 0 to 65535, limits above 0, and the two users' names must differ");
    }
  }

  private QueuedThreadPool threadPool() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    int threads = queriesMax + 16;
    return new QueuedThreadPool(
        threads,
        Math.min(8, threads),
        60_000,
        -1,
        new LinkedBlockingQueue<>(),
        group,
        task -> new Thread(group, task, "query", THREAD_STACK_BYTES));
  }

  private ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Drivers send settings and parameters, and some the query, in the URL.
    http.setRequestHeaderSize(1 << 20);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    server.addConnector(connector);
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    return connector;
  }

  /** Lets running queries end, then closes the engine, which writes out what is pending. */
  private static void stop(Server server, ClickHouseHandler handler, Engine engine) {
    try {
      server.stop();
    } catch (Exception e) {
      say("queries were cut off: " + e);
    }
    handler.close();
    try {
      engine.close();
      say("stopped");
    } catch (IOException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static int failed(String message) {
    say(message);
    return EX_UNAVAILABLE;
  }

  private static void say(String message) {
    System.err.println("clickhouse-engine: " + message);
  }
}
