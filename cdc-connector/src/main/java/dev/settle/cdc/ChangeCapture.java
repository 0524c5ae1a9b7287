package dev.settle.cdc;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the engine: from its start until it is stopped or fails. Records are marked processed
 * only after Kafka has acknowledged them, so the stored offset never runs ahead of the topic.
 */
final class ChangeCapture {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeCapture.class);
  private static final long LAST_BATCH_WAIT_MS = 5_000;
  private static final long CLOSE_RETRY_MS = 50;

  private final ChangeMapper mapper;
  private final ChangePublisher publisher;
  private final CaptureMetrics metrics;
  private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ReentrantLock batch = new ReentrantLock();
  private final CountDownLatch ended = new CountDownLatch(1);

  ChangeCapture(
      Properties settings, ChangeMapper mapper, ChangePublisher publisher, CaptureMetrics metrics) {
    this.mapper = mapper;
    this.publisher = publisher;
    this.metrics = metrics;
    this.engine =
        DebeziumEngine.create(Connect.class)
            .using(settings)
            .using(this::completed)
            .notifying(this::handleBatch)
            .build();
  }

  /**
   * Captures until {@link #stop()} is called or something fails.
   *
   * @return what failed; null when it was stopped
   */
  @Nullable Throwable run() {
    try {
      engine.run();
      return failure.get();
    } finally {
      ended.countDown();
    }
  }

  /**
   * Stops the engine from another thread: the batch in work is finished and its offset stored.
   * Returns when the engine has ended.
   */
  void stop() throws InterruptedException {
    boolean quiet = batch.tryLock(LAST_BATCH_WAIT_MS, TimeUnit.MILLISECONDS);
    try {
      while (ended.getCount() > 0) {
        try {
          engine.close();
          break;
        } catch (IllegalStateException e) {
          // While its tasks are being started, the engine refuses to be closed.
          LOG.debug("engine not yet to be closed: {}", e.getMessage());
          if (ended.await(CLOSE_RETRY_MS, TimeUnit.MILLISECONDS)) {
            break;
          }
        } catch (IOException e) {
          LOG.warn("engine did not close cleanly: {}", e.getMessage());
          break;
        }
      }
    } finally {
      if (quiet) {
        batch.unlock();
      }
    }
    ended.await();
  }

  private void completed(boolean success, @Nullable String message, @Nullable Throwable error) {
    if (!success) {
      failure.set(error != null ? error : new IllegalStateException("engine ended: " + message));
    }
  }

  private void handleBatch(
      List<ChangeEvent<SourceRecord, SourceRecord>> records,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    batch.lockInterruptibly();
    try {
      List<MappedChange> changes = new ArrayList<>(records.size());
      for (ChangeEvent<SourceRecord, SourceRecord> event : records) {
        MappedChange change = mapper.map(event.value());
        if (change != null) {
          changes.add(change);
        }
      }
      if (!changes.isEmpty()) {
        publisher.publish(changes);
      }
      // One source partition: the last record's offset stands for all before it.
      ChangeEvent<SourceRecord, SourceRecord> last = records.get(records.size() - 1);
      committer.markProcessed(last);
      committer.markBatchFinished();
      if (!last.value().sourceOffset().containsKey("snapshot")) {
        metrics.streaming();
      }
    } finally {
      batch.unlock();
    }
  }
}
