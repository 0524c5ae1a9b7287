package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineConnection;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** A connection that outlives its request, under a client's session id. */
final class Session {
  final EngineConnection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private Duration timeout = Duration.ZERO;
  private long usedNanos = System.nanoTime();
  private boolean isClosed;

  Session(EngineConnection connection) {
    this.connection = connection;
  }

  /** Takes the session for one request; false if another request has it or it is closed. */
  boolean tryTake(Duration timeoutFromNow) {
    if (!lock.tryLock()) {
      return false;
    }
    if (isClosed) {
      lock.unlock();
      return false;
    }
    timeout = timeoutFromNow;
    return true;
  }

  void giveBack() {
    usedNanos = System.nanoTime();
    lock.unlock();
  }

  /** Closes the session if it has not been used for its timeout. */
  boolean closeIfExpired() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      boolean isExpired = System.nanoTime() - usedNanos > timeout.toNanos();
      if (isExpired) {
        close();
      }
      return isExpired;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connection, after the request that uses it. */
  void close() {
    lock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
