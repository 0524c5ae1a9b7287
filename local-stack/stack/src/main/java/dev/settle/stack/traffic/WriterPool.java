package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several connections that write batches side by side. A batch whose connection breaks is written
 * again on a new one; the first failure that cannot be mended stops all. Rows of different batches
 * must not depend on each other.
 */
public final class WriterPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriterPool.class);
  private static final int RETRIES_PER_BATCH_MAX = 20;
  private static final long POLL_MS = 100;

  private final PaymentDatabase database;
  private final BlockingQueue<Batch> queue;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final AtomicLong ordersNew = new AtomicLong();
  private final AtomicLong ordersExisting = new AtomicLong();
  private final AtomicLong othersNew = new AtomicLong();
  private final Map<IllegalAttempt, Integer> refused = new EnumMap<>(IllegalAttempt.class);
  private volatile boolean finished;

  /**
   * Starts the writers.
   *
   * @param database where to write
   * @param connections how many write at once
   */
  public WriterPool(PaymentDatabase database, int connections) {
    this.database = database;
    this.queue = new ArrayBlockingQueue<>(connections);
    for (int i = 0; i < connections; i++) {
      Thread thread = new Thread(this::work, "payment-writer-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Hands over a batch; waits while all writers are busy.
   *
   * @throws TrafficException when a writer has failed
   */
  public void submit(Batch batch) throws InterruptedException {
    while (!queue.offer(batch, POLL_MS, TimeUnit.MILLISECONDS)) {
      throwFailure();
    }
    throwFailure();
  }

  /**
   * Waits until everything handed over is written.
   *
   * @throws TrafficException when a writer has failed
   */
  public void finish() throws InterruptedException {
    finished = true;
    for (Thread thread : threads) {
      thread.join();
    }
    throwFailure();
  }

  /** Orders that were not there before. */
  public long ordersNew() {
    return ordersNew.get();
  }

  /** Orders that were there already and were skipped, or completed. */
  public long ordersExisting() {
    return ordersExisting.get();
  }

  /** Holds and instructions that were not there before. */
  public long othersNew() {
    return othersNew.get();
  }

  /** Forbidden writes that PostgreSQL refused, by kind; call it after {@link #finish()}. */
  public Map<IllegalAttempt, Integer> refused() {
    synchronized (refused) {
      return Map.copyOf(refused);
    }
  }

  /**
   * Stops the writers after their current transaction; what was not handed over to them is not
   * written.
   */
  @Override
  public void close() {
    finished = true;
    queue.clear();
    threads.forEach(Thread::interrupt);
  }

  private void throwFailure() {
    Exception cause = failure.get();
    if (cause instanceof TrafficException known) {
      throw known;
    }
    if (cause != null) {
      throw TrafficException.failed(
          "PostgreSQL at " + database.url() + " refused a write: " + cause.getMessage(), cause);
    }
  }

  private void work() {
    Connection connection = null;
    try {
      while (failure.get() == null) {
        Batch batch = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (batch != null) {
          connection = write(connection, batch);
        } else if (finished) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(
          null, TrafficException.failed("interrupted before everything was written"));
    } catch (SQLException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      close(connection);
    }
  }

  /**
   * Writes one batch, on the given connection or on a new one; returns the connection that works.
   */
  private Connection write(@Nullable Connection given, Batch batch)
      throws SQLException, InterruptedException {
    Connection connection = given;
    for (int attempt = 1; ; attempt++) {
      if (connection == null) {
        connection = database.connectPatiently();
      }
      try {
        if (!batch.merchants().isEmpty()) {
          ReferenceWriter.writeMerchants(connection, batch.merchants());
        }
        writeRows(connection, batch);
        return connection;
      } catch (SQLException e) {
        if (!PaymentDatabase.isWorthRetrying(e) || attempt >= RETRIES_PER_BATCH_MAX) {
          throw e;
        }
        LOG.warn("batch from {} is written again after: {}", batch.first(), e.getMessage());
        close(connection);
        connection = null;
      }
    }
  }

  private void writeRows(Connection connection, Batch batch) throws SQLException {
    connection.setAutoCommit(false);
    int orders = batch.orders().isEmpty() ? 0 : new PaymentWriter(connection).write(batch.orders());
    int holds = batch.holds().isEmpty() ? 0 : new HoldWriter(connection).write(batch.holds());
    int instructions =
        batch.instructions().isEmpty()
            ? 0
            : new InstructionWriter(connection).write(batch.instructions());
    if (orders + holds + instructions > 0) {
      Map<IllegalAttempt, Integer> counts = new IllegalWriter(connection).attempt(batch);
      synchronized (refused) {
        counts.forEach((kind, count) -> refused.merge(kind, count, Integer::sum));
      }
    }
    ordersNew.addAndGet(orders);
    ordersExisting.addAndGet(batch.orders().size() - orders);
    othersNew.addAndGet(holds + instructions);
  }

  private static void close(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a connection that is given up did not close", e);
    }
  }
}
