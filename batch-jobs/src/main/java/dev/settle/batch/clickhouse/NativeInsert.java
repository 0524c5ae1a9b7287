package dev.settle.batch.clickhouse;

import dev.settle.batch.BatchException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One INSERT that goes on while its blocks are filled: the caller fills a block while the one
 * before is sent by a thread of this insert. At most {@value #BLOCKS} blocks exist, so a slow
 * server holds the caller up and memory stays bounded. ClickHouse makes large parts of a long
 * INSERT, whatever the size of its blocks. Not atomic: what was sent before a failure may stay in
 * the table, so it belongs into a staging table. For one thread.
 *
 * @param <B> the table's kind of block
 */
public final class NativeInsert<B extends NativeBlock> implements AutoCloseable {
  private static final int BLOCKS = 3;
  private static final long POLL_MS = 100;

  private final ClickHouse clickHouse;
  private final String table;
  private final BlockingQueue<B> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<B> full = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread sender;
  private volatile boolean ended;
  private volatile boolean cutOff;
  private volatile @Nullable BatchException failure;

  /**
   * Starts the INSERT.
   *
   * @param newBlock makes a block of the table's columns
   */
  public NativeInsert(ClickHouse clickHouse, String table, Supplier<B> newBlock) {
    this.clickHouse = clickHouse;
    this.table = table;
    for (int i = 0; i < BLOCKS; i++) {
      empty.add(newBlock.get());
    }
    this.sender = new Thread(this::send, "insert-" + table);
    sender.setDaemon(true);
    sender.start();
  }

  /**
   * An empty block to fill; waits while none is free.
   *
   * @throws BatchException when the INSERT has failed
   */
  public B take() {
    try {
      while (true) {
        raiseFailure();
        B block = empty.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (block != null) {
          return block;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BatchException.failed("interrupted while rows went into " + table, e);
    }
  }

  /** Sends a block that was taken from here. */
  public void put(B block) {
    raiseFailure();
    full.add(block);
  }

  /**
   * Sends what is left and waits until the server has it all.
   *
   * @throws BatchException when the INSERT failed
   */
  public void finish() {
    ended = true;
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BatchException.failed("interrupted while rows went into " + table, e);
    }
    raiseFailure();
  }

  /** Cuts the INSERT off, unless it was finished. */
  @Override
  public void close() {
    if (sender.isAlive()) {
      cutOff = true;
      try {
        sender.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void raiseFailure() {
    BatchException known = failure;
    if (known != null) {
      throw known;
    }
  }

  private void send() {
    try {
      clickHouse.insertNative(table, this::writeBlocks);
    } catch (BatchException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = BatchException.failed("rows did not go into " + table + ": " + e, e);
    }
  }

  private void writeBlocks(OutputStream out) throws IOException {
    try {
      while (!cutOff) {
        // Read before the queue: a block that was put before the end is still seen.
        boolean last = ended;
        B block = full.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (block != null) {
          block.writeTo(out);
          block.clear();
          empty.add(block);
        } else if (last) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while rows went into " + table);
    }
    throw new IOException("the insert into " + table + " was cut off");
  }
}
