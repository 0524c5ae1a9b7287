package dev.settle.cdc;

import dev.settle.cdc.CaptureMetrics.Phase;
import dev.settle.cdc.SlotCheck.Decision;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the capture going: waits for its servers, lets {@link SlotCheck} decide, runs the engine,
 * and begins again when something fails that may pass. Ends when it is stopped, when slot and
 * offsets disagree, or when a table's shape is not the known one.
 */
final class CaptureService {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureService.class);
  private static final long WAIT_MS = 1_000;
  private static final long WAIT_LOG_MS = 10_000;
  private static final long RESTART_MS_MAX = 20_000;

  private final CaptureConfig config;
  private final CaptureMetrics metrics;
  private final SourceDatabase source;
  private final OffsetTopic offsets;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object captureLock = new Object();
  private @Nullable ChangeCapture capture;
  private String lastWait = "";
  private long lastWaitLogAt;
  private long restartMs = WAIT_MS / 2;

  CaptureService(CaptureConfig config, CaptureMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
    this.source = new SourceDatabase(config);
    this.offsets = new OffsetTopic(config);
  }

  /**
   * Captures until the end.
   *
   * @return exit code: 0 stopped, 1 refused
   */
  int run() throws InterruptedException {
    try {
      while (!stopping()) {
        Optional<Decision> decision = check();
        if (decision.isEmpty()) {
          stopRequested.await(WAIT_MS, TimeUnit.MILLISECONDS);
          continue;
        }
        if (decision.get().action() == SlotCheck.Action.REFUSE) {
          LOG.error("refusing to start. {}", decision.get().reason());
          return 1;
        }
        long startedAt = System.nanoTime();
        Throwable failure = capture(decision.get());
        SchemaDriftException drift = cause(failure, SchemaDriftException.class);
        if (drift != null) {
          LOG.error("stopping. {}", drift.getMessage());
          return 1;
        }
        if (failure != null && !stopping()) {
          metrics.restarted();
          waiting("capture was interrupted: " + root(failure));
          LOG.debug("the interruption in full", failure);
          boolean ranWell =
              System.nanoTime() - startedAt > TimeUnit.MILLISECONDS.toNanos(RESTART_MS_MAX);
          restartMs = ranWell ? WAIT_MS : Math.min(RESTART_MS_MAX, restartMs * 2);
          stopRequested.await(restartMs, TimeUnit.MILLISECONDS);
        }
      }
      return 0;
    } finally {
      metrics.phase(Phase.STOPPED, "stopped");
      ended.countDown();
    }
  }

  /** Asks the capture to end, and waits until its offsets are stored. */
  void stop() throws InterruptedException {
    stopRequested.countDown();
    ChangeCapture running;
    synchronized (captureLock) {
      running = capture;
    }
    if (running != null) {
      running.stop();
    }
    ended.await();
  }

  /** True when {@link #run()} has come to its end. */
  boolean ended() {
    return ended.getCount() == 0;
  }

  private boolean stopping() {
    return stopRequested.getCount() == 0;
  }

  /** What to do now; empty when something is not there yet, which has been logged. */
  private Optional<Decision> check() throws InterruptedException {
    try {
      Optional<String> lack = source.notReady();
      if (lack.isPresent()) {
        waiting(lack.get());
        return Optional.empty();
      }
    } catch (SQLException e) {
      waiting("PostgreSQL at " + config.postgresUrl() + " is not reachable: " + e.getMessage());
      return Optional.empty();
    }
    try {
      offsets.createTopics();
      StoredOffset offset = offsets.read();
      SourceDatabase.Position position = source.position();
      SlotState slot = position.slot();
      if (slot != null && slot.activePid() != null) {
        waiting(
            "replication slot %s is in use by server process %d: another connector runs, or one was killed just now"
                .formatted(CaptureConfig.SLOT, slot.activePid()));
        return Optional.empty();
      }
      Decision decision =
          SlotCheck.decide(
              offset, slot, position.walEnd(), source.filledTables(), config.recover());
      prepare(decision, offset, slot);
      return Optional.of(decision);
    } catch (KafkaException e) {
      waiting("Kafka at " + config.bootstrapServers() + " is not reachable: " + e.getMessage());
    } catch (SQLException e) {
      waiting("PostgreSQL at " + config.postgresUrl() + " failed: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void prepare(Decision decision, StoredOffset offset, @Nullable SlotState slot)
      throws SQLException {
    switch (decision.action()) {
      case RESUME -> {
        if (offset.snapshotBegun()) {
          offsets.snapshotFinished();
        }
        if (!offset.tables().containsAll(SourceDatabase.TABLES)) {
          offsets.captures(SourceDatabase.TABLES);
        }
      }
      case FIRST_SNAPSHOT -> {
        offsets.beginSnapshot();
        offsets.captures(SourceDatabase.TABLES);
      }
      case NEW_SNAPSHOT -> {
        offsets.beginSnapshot();
        offsets.captures(SourceDatabase.TABLES);
        // The engine reads a snapshot that fits the log only through a slot that it makes itself.
        if (slot != null) {
          source.dropSlot();
        }
      }
      case REFUSE -> metrics.phase(Phase.STOPPED, decision.reason());
    }
  }

  private @Nullable Throwable capture(Decision decision) {
    LOG.info("starting: {}", decision.reason());
    lastWait = "";
    try (ChangePublisher publisher = new ChangePublisher(config, metrics)) {
      ChangeCapture next =
          new ChangeCapture(
              EngineSettings.of(config),
              new ChangeMapper(metrics, Clock.systemUTC()),
              publisher,
              metrics);
      synchronized (captureLock) {
        if (stopping()) {
          return null;
        }
        capture = next;
      }
      if (decision.action() == SlotCheck.Action.RESUME) {
        metrics.phase(Phase.STREAMING, "following the write-ahead log");
      } else {
        metrics.snapshotStarted();
      }
      return next.run();
    } finally {
      synchronized (captureLock) {
        capture = null;
      }
      metrics.kafkaStalled(false);
    }
  }

  /** Logs what is waited for: at once when it is new, then every ten seconds. */
  private void waiting(String what) {
    metrics.phase(Phase.WAITING, what);
    long now = System.nanoTime();
    if (!what.equals(lastWait)
        || now - lastWaitLogAt >= TimeUnit.MILLISECONDS.toNanos(WAIT_LOG_MS)) {
      LOG.warn("waiting: {}", what);
      lastWait = what;
      lastWaitLogAt = now;
    }
  }

  private static <T extends Throwable> @Nullable T cause(@Nullable Throwable from, Class<T> type) {
    for (Throwable t = from; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
