package dev.settle.cdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The connector as users run it: a JVM of its own, watched through its log, health and exit code.
 */
final class ConnectorProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(100);

  private final Process process;
  private final Path log;
  private final int healthPort;
  private final HttpClient http = HttpClient.newHttpClient();

  ConnectorProcess(String postgresUrl, String servers, String... more) throws IOException {
    log = Files.createTempFile(Files.createDirectories(Path.of("target/it")), "connector", ".log");
    healthPort = TestPostgres.freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--postgres-url=" + postgresUrl,
                "--postgres-user=postgres",
                "--postgres-password=postgres",
                "--bootstrap-servers=" + servers,
                "--health-port=" + healthPort,
                "--heartbeat-interval-ms=500",
                "--offset-flush-interval-ms=200"));
    arguments.addAll(List.of(more));
    process = TestJvm.start(log.toFile(), CdcConnector.class.getName(), arguments);
  }

  /** Waits, by asking again and again, for something that other processes bring about. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    }
  }

  void awaitLog(String text) throws Exception {
    await("\"" + text + "\" in " + log, () -> log().contains(text));
  }

  void awaitHealth(int status) throws Exception {
    await("health " + status + ", log " + log, () -> alive() && get("/health") == status);
  }

  /** Waits until the snapshot is over and its end is stored. */
  void awaitStreaming() throws Exception {
    awaitHealth(200);
    await(
        "streaming, log " + log,
        () ->
            alive()
                && metrics().contains("settle_cdc_snapshot_running 0")
                && metrics().contains("settle_cdc_capturing 1"));
  }

  private int get(String path) {
    try {
      return http.send(request(path), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  String metrics() throws IOException, InterruptedException {
    return http.send(request("/metrics"), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + path)).build();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean alive() {
    if (!process.isAlive()) {
      throw new AssertionError("the connector ended with " + process.exitValue() + ":\n" + log());
    }
    return true;
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the connector did not end:\n" + log());
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  int stop() throws InterruptedException {
    process.destroy();
    return awaitExit();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
