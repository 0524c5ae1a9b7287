package dev.settle.cdc;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database every five seconds how much log the slot holds back: a slot that nobody reads
 * fills the database's disk.
 */
final class SlotLagMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlotLagMonitor.class);
  private static final long PERIOD_MS = 5_000;

  private final SourceDatabase source;
  private final CaptureMetrics metrics;
  private final ScheduledExecutorService timer;

  SlotLagMonitor(CaptureConfig config, CaptureMetrics metrics) {
    this.source = new SourceDatabase(config);
    this.metrics = metrics;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "slot-lag");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts asking. */
  void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::measure, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private void measure() {
    try {
      metrics.slotLag(source.position().lagBytes());
    } catch (SQLException e) {
      metrics.slotLag(-1);
      LOG.debug("slot lag unknown: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
