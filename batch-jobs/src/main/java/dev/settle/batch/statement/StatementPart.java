package dev.settle.batch.statement;

import java.io.IOException;
import java.io.InputStream;

/** One file of a statement, uncompressed. */
public interface StatementPart {
  /**
   * The zip entry's own name without folders, decoded from UTF-8 or GBK, or the file's name without
   * {@code .gz}. It is text from outside: never a path to write to.
   */
  String name();

  /**
   * The uncompressed bytes from the start; may be called more than once. Reading throws {@link
   * StatementDamagedException} when they cannot be unpacked. The stream has no buffer of its own.
   */
  InputStream open() throws IOException, StatementRefusedException;
}
