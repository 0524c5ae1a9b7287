package dev.settle.stack.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one server running: adopts the process that an earlier supervisor left, starts it when
 * there is none, and starts it again when it has ended, with pauses that grow while it does not
 * stay up.
 */
final class ComponentKeeper implements Runnable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE_MIN = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(15);

  /**
   * A server that has run this long is taken to be healthy: the next pause is the shortest again.
   */
  private static final Duration HEALTHY_AFTER = Duration.ofSeconds(30);

  private final Server server;
  private final RunDirectory run;
  private final SupervisorLog log;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = PAUSE_MIN;

  ComponentKeeper(Server server, RunDirectory run, SupervisorLog log) {
    this.server = server;
    this.run = run;
    this.log = log;
    this.thread = new Thread(this, "keeper-" + server.name());
  }

  void start() {
    thread.start();
  }

  Server server() {
    return server;
  }

  @Override
  public void run() {
    try {
      int restarts = 0;
      while (!stopping()) {
        ComponentRecord record = adoptOrStart(restarts);
        Instant since = Instant.now();
        if (record != null) {
          watch(record);
        }
        if (stopping()) {
          return;
        }
        if (Duration.between(since, Instant.now()).compareTo(HEALTHY_AFTER) > 0) {
          pause = PAUSE_MIN;
        }
        restarts++;
        log.line(server.name() + " is started again in " + pause.toMillis() + " ms");
        stopRequested.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
      }
    } catch (InterruptedException e) {
      log.line(server.name() + " is no longer watched: the supervisor stops");
    } catch (IOException e) {
      log.line(server.name() + " is no longer watched: its record cannot be read or written", e);
    }
  }

  /** Stops watching, then the server; returns when it has ended. */
  void stop() throws IOException, InterruptedException {
    // Not interrupted: a start that has begun is finished, so that no process is left without a
    // record.
    stopRequested.countDown();
    thread.join();
    Optional<ComponentRecord> record = run.read(server.name());
    if (record.isPresent()) {
      Components.stop(server, record.get(), run, log::line);
    }
  }

  private @Nullable ComponentRecord adoptOrStart(int restarts)
      throws IOException, InterruptedException {
    Optional<ComponentRecord> existing = run.read(server.name());
    if (existing.isPresent() && existing.get().isAlive()) {
      log.line(server.name() + " is running already, its process is kept");
      return existing.get();
    }
    try {
      return start(restarts);
    } catch (IOException | ServerFailedException e) {
      log.line(server.name() + " could not be started", e);
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      run.write(
          new ComponentRecord(
              server.name(), server.port(), null, List.of(), null, restarts, reason));
      return null;
    }
  }

  private ComponentRecord start(int restarts) throws IOException, InterruptedException {
    server.prepare();
    Launch launch = server.launch();
    Files.createDirectories(server.logFile().toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(server.logFile().toFile()));
    builder.environment().putAll(launch.environment());
    Instant startedAt = Instant.now();
    Process process = builder.start();
    ProcessIdentity identity =
        ProcessIdentity.of(process.pid())
            .orElseThrow(
                () ->
                    new ServerFailedException(server.name() + " ended as soon as it was started"));
    ComponentRecord record =
        new ComponentRecord(
            server.name(), server.port(), identity, launch.command(), startedAt, restarts, null);
    run.write(record);
    log.line(server.name() + " started, pid " + identity.pid());
    return record;
  }

  private void watch(ComponentRecord record) throws InterruptedException {
    while (record.isAlive()) {
      if (stopRequested.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    log.line(server.name() + " has ended by itself or was killed; see " + server.logFile());
  }

  private boolean stopping() {
    return stopRequested.getCount() == 0;
  }
}
