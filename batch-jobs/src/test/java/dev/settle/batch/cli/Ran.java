package dev.settle.batch.cli;

import dev.settle.batch.BatchJobs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a command ended that was run within the test.
 *
 * @param out what it printed
 * @param err what it complained of
 */
public record Ran(int exitCode, String out, String err) {
  /** Runs a command line; one at a time, since what is printed is the process's. */
  public static synchronized Ran of(List<String> line) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      int exitCode = BatchJobs.execute(line.toArray(String[]::new));
      return new Ran(
          exitCode,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
