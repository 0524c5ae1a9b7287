package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that is done again and again until the process is told to end (Ctrl-C, SIGTERM): the
 * round that runs then is ended, and what it holds is given back, before the process goes.
 */
final class Rounds implements AutoCloseable {
  private static final long LAST_ROUND_SECONDS_MAX = 120;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");

  /** From here on a signal waits for {@link #close}. */
  Rounds() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** True when the process was told to end. */
  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /**
   * Waits for the next round.
   *
   * @return false when there is to be none
   */
  boolean next(long seconds) {
    try {
      return !stopping.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BatchException.failed("interrupted between two rounds", e);
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!isStopping()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came this moment: the hook has nothing to wait for any more.
        return;
      }
    }
  }

  private void stop() {
    stopping.countDown();
    try {
      if (!ended.await(LAST_ROUND_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println("the last round did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
