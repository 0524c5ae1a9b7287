package dev.settle.clickhouse.process;

import dev.settle.clickhouse.ClickHouseEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real ClickHouse engine as a child process on a free loopback port.
 *
 * <p>For tests: {@code try (EngineProcess engine = EngineProcess.start()) { … engine.jdbcUrl() …
 * }}. Its class path is that of the calling JVM, so a module needs clickhouse-engine as a test
 * dependency only. Ready in about a second. Not safe for use by several threads.
 */
public final class EngineProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Path dataDirectory;
  private final boolean isTemporary;
  private final int port;
  private final List<String> options;
  private volatile Process process;

  private EngineProcess(Path dataDirectory, boolean isTemporary, int port, List<String> options) {
    this.dataDirectory = dataDirectory;
    this.isTemporary = isTemporary;
    this.port = port;
    this.options = List.copyOf(options);
    this.process = launch();
    // A JVM that is told to end in the middle of a test does not come to close().
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> process.destroyForcibly(), "stop-engine-" + port));
  }

  /** Starts an engine on a temporary data directory, which {@link #close()} deletes. */
  public static EngineProcess start(String... options) {
    try {
      return start(Files.createTempDirectory("clickhouse-engine"), true, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an engine on a directory that is kept. */
  public static EngineProcess startIn(Path dataDirectory, String... options) {
    return start(dataDirectory, false, options);
  }

  private static EngineProcess start(Path directory, boolean isTemporary, String... options) {
    EngineProcess engine = new EngineProcess(directory, isTemporary, freePort(), List.of(options));
    engine.awaitReady();
    return engine;
  }

  /** {@code http://127.0.0.1:PORT}, for client-v2 and raw HTTP. */
  public String httpUrl() {
    return "http://127.0.0.1:" + port;
  }

  /** {@code jdbc:ch:http://127.0.0.1:PORT}, for clickhouse-jdbc; append {@code /database}. */
  public String jdbcUrl() {
    return "jdbc:ch:" + httpUrl();
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** What the process wrote to its standard output and error. */
  public Path log() {
    return dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log");
  }

  /** Ends the process as a power cut would. */
  public void kill9() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Stops the process with SIGTERM, if it runs, and starts it on the same port and data. */
  public void restart() {
    stop();
    process = launch();
    awaitReady();
  }

  /** Runs one statement as the default user and returns the answer's body, stripped. */
  public String query(String sql) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(httpUrl() + "/"))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.body().strip() + " for: " + sql);
      }
      return response.body().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Duser.timezone=UTC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClickHouseEngine.class.getName());
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(List.of("--data-dir", dataDirectory.toString()));
    command.addAll(options);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("the engine does not start: " + logText());
      }
      pause();
    }
  }

  private boolean isReady() {
    HttpRequest ping =
        HttpRequest.newBuilder(URI.create(httpUrl() + "/ping"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void pause() {
    try {
      if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the engine does not start: " + logText());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String logText() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private void stop() {
    process.destroy();
    awaitExit();
  }

  private void awaitExit() {
    try {
      if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the engine did not stop in " + STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the process; deletes the data if it was temporary. */
  @Override
  public void close() {
    stop();
    if (!isTemporary) {
      return;
    }
    try {
      Files.deleteIfExists(log());
      Files.walkFileTree(dataDirectory, new Deleter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, java.io.IOException error)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
