package dev.settle.batch.statement;

import java.io.IOException;

/** Reads one file of a format, as a stream in constant memory. One reader reads one file. */
public interface StatementReader {
  /**
   * Reads the statement to its end and verifies everything that it declares.
   *
   * @throws StatementRefusedException naming line, field and cause, at the first thing that does
   *     not hold
   * @throws IOException when the content cannot be read or a line cannot be written
   */
  void read(StatementPackage content) throws IOException, StatementRefusedException;

  /** What was read so far; of a statement read to its end, the whole. */
  StatementSummary summary();
}
