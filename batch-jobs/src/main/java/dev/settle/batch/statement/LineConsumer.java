package dev.settle.batch.statement;

import java.io.IOException;

/** Takes the canonical lines of a statement while it is being read. */
@FunctionalInterface
public interface LineConsumer {
  /** Drops every line. */
  LineConsumer NONE = line -> {};

  /** Called once before the first line: the reader's summary says what is known of the file. */
  default void readBy(StatementReader reader) {}

  /**
   * Takes a line. The file may still be refused by a later one.
   *
   * @throws IOException when the line cannot be written
   */
  void accept(StatementLine line) throws IOException;
}
