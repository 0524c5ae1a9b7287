package dev.settle.batch.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL kept in {@code .sql} files under {@code dev/settle/batch}, one statement a file. */
public final class SqlResource {
  private SqlResource() {}

  /**
   * The text of a file.
   *
   * @param name such as {@code reconciliation/05_item.sql}
   */
  public static String read(String name) {
    try (InputStream in = SqlResource.class.getResourceAsStream("/dev/settle/batch/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no SQL resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read SQL resource " + name, e);
    }
  }
}
