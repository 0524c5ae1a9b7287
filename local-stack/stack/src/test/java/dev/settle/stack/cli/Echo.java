package dev.settle.stack.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** While it is open, what is printed is also kept, for the message of a test that fails. */
final class Echo implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  Echo() {
    System.setOut(keeping(out));
    System.setErr(keeping(err));
  }

  /** The lines so far in which a pattern is found. */
  String lines(Pattern pattern) {
    return kept.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> pattern.matcher(line).find())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }

  private PrintStream keeping(PrintStream printed) {
    return new PrintStream(printed, true, StandardCharsets.UTF_8) {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, length);
        super.write(bytes, offset, length);
      }
    };
  }
}
