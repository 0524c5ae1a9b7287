package dev.settle.batch.statement.fuzz;

import com.sun.management.ThreadMXBean;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold for any small input: it is accepted or refused with a reason that names the file;
 * no exception comes out; it takes neither long nor much memory; every line of an accepted file was
 * given once and is whole. Speaks by AssertionError.
 */
final class Probe {
  /** Longest time that a small input may take. */
  static final long MILLIS_MAX = 2_000;

  /** Most bytes that reading a small input may allocate, buffers included. */
  static final long ALLOCATED_BYTES_MAX = 256L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Path file;

  /** A probe that writes its inputs to a file of a directory. */
  Probe(Path directory) {
    file = directory.resolve("statement.bin");
  }

  /** Reads an input and says what was said of it. */
  StatementCheck check(byte[] input) throws IOException {
    Files.write(file, input);
    return check(file);
  }

  static StatementCheck check(Path path) throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    Cost cost = new Cost();
    StatementCheck check = StatementFiles.check(path, Expectation.none(), lines::add);
    cost.stop();
    if (cost.tooMuch()) {
      // the first input pays for loading classes, and a busy machine for others: once more
      cost = new Cost();
      require(
          check.equals(StatementFiles.check(path, Expectation.none(), LineConsumer.NONE)),
          "says something else the second time");
      cost.stop();
      require(!cost.tooMuch(), "took " + cost);
    }
    if (check.accepted()) {
      requireWhole(check, lines);
    } else {
      String reason = String.valueOf(check.reason());
      require(reason.startsWith(check.fileName() + " "), "names no file: " + reason);
      require(reason.length() > check.fileName().length() + 1, "gives no cause");
      require(!reason.endsWith("null"), "gives no cause: " + reason);
      require(reason.length() < 4_000, "a reason of " + reason.length() + " characters");
    }
    return check;
  }

  private static void requireWhole(StatementCheck check, List<StatementLine> lines) {
    require(check.reason() == null, "accepted with a reason");
    require(check.sha256() != null && check.sha256().length() == 64, "accepted without a hash");
    require(check.summary().format() != null, "accepted without a format");
    require(
        check.summary().lines() == lines.size(),
        "says " + check.summary().lines() + " lines and gave " + lines.size());
    for (StatementLine line : lines) {
      require(line.currency().length() == 3, "currency " + line.currency());
      require(line.lineNo() >= 1, "line number " + line.lineNo());
      require(line.net() == Math.subtractExact(line.amount(), line.fee()), "net");
      require(line.occurredAt().toEpochMilli() > Long.MIN_VALUE, "time " + line.occurredAt());
    }
  }

  private static void require(boolean holds, String says) {
    if (!holds) {
      throw new AssertionError(says);
    }
  }

  /** What reading an input cost. */
  private static final class Cost {
    private final long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    private final long started = System.nanoTime();
    private long millis;
    private long bytes;

    void stop() {
      millis = (System.nanoTime() - started) / 1_000_000;
      bytes = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    boolean tooMuch() {
      return millis > MILLIS_MAX || bytes > ALLOCATED_BYTES_MAX;
    }

    @Override
    public String toString() {
      return millis + " ms and " + bytes + " bytes";
    }
  }
}
