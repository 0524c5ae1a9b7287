package dev.settle.stack.process;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines with a time, on the supervisor's standard output, which is its log. */
public final class SupervisorLog {

  private final PrintStream out;

  /** Writes to this stream. */
  public SupervisorLog(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }

  void line(String text, Throwable cause) {
    StringBuilder line = new StringBuilder(text);
    for (Throwable current = cause; current != null; current = current.getCause()) {
      line.append(": ").append(current);
    }
    line(line.toString());
  }
}
