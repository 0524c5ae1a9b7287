package dev.settle.stack.traffic;

import java.io.PrintStream;
import java.util.Locale;

/** A line that moves on a terminal, and plain lines now and then in a log. */
public final class Progress {
  private static final long TERMINAL_EVERY_MS = 200;
  private static final long LOG_EVERY_MS = 5_000;

  private final PrintStream out;
  private final String what;
  private final long total;
  private final boolean terminal;
  private final long startedAt = System.nanoTime();
  private long shownAt;

  /**
   * A progress line.
   *
   * @param out where to, standard error as a rule
   * @param what what is counted, such as "orders written"
   * @param total how many there will be; 0 when unknown
   */
  @SuppressWarnings(
      "SystemConsoleNull") // From JDK 22 on a log gets the terminal's form: ugly, not wrong.
  public Progress(PrintStream out, String what, long total) {
    this.out = out;
    this.what = what;
    this.total = total;
    this.terminal = System.console() != null;
    this.shownAt = startedAt;
  }

  /** Shows how far it is, when it is time to. */
  public void show(long done) {
    long now = System.nanoTime();
    if (now - shownAt >= (terminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS) * 1_000_000) {
      shownAt = now;
      print(done, now);
    }
  }

  /** Shows the end. */
  public void finish(long done) {
    print(done, System.nanoTime());
    if (terminal) {
      out.println();
    }
  }

  private void print(long done, long now) {
    long ms = Math.max(1, (now - startedAt) / 1_000_000);
    String line =
        total > 0
            ? String.format(
                Locale.ROOT,
                "%,d of %,d %s (%d %%), %,d/s",
                done,
                total,
                what,
                done * 100 / total,
                done * 1000 / ms)
            : String.format(Locale.ROOT, "%,d %s, %,d/s", done, what, done * 1000 / ms);
    if (terminal) {
      out.print("\r\u001b[K" + line);
      out.flush();
    } else {
      out.println(line);
    }
  }
}
