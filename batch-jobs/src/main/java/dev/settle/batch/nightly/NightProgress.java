package dev.settle.batch.nightly;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a night goes. On a terminal one line that is written anew each second says which step
 * runs and for how long; in a log nothing moves, as the log has its own lines. At the end {@link
 * #table} says what each step did and how long it took.
 */
public final class NightProgress implements AutoCloseable {
  private static final long TICK_MS = 1_000;
  private static final String LINE_START = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Map<NightStep, String> done = new EnumMap<>(NightStep.class);
  private final @Nullable Thread ticker;
  private @Nullable NightStep running;
  private long startedNs;

  /**
   * A progress of one night.
   *
   * @param out where to tell it
   * @param terminal whether a line there can be written anew
   */
  public NightProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.ticker = terminal ? new Thread(this::tickEachSecond, "progress") : null;
    if (ticker != null) {
      ticker.setDaemon(true);
      ticker.start();
    }
  }

  /** One that nobody watches. */
  public static NightProgress silent() {
    return new NightProgress(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
  }

  /** One for standard error, which is never closed here. */
  public static NightProgress onStandardError() {
    return new NightProgress(System.err, isTerminal(Path.of("/proc/self/fd/2")));
  }

  /** Whether the line is written anew: then the log's lines would stand in its way. */
  public boolean moves() {
    return terminal;
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not Linux, or closed: a log is the safe guess
    }
  }

  synchronized void begin(NightStep step) {
    running = step;
    startedNs = System.nanoTime();
    tick();
  }

  synchronized void end(String figures) {
    if (running != null) {
      done.put(running, line(running.stepName(), figures, elapsed()));
    }
    stopLine();
  }

  synchronized void failed() {
    if (running != null) {
      done.put(running, line(running.stepName(), "FAILED", elapsed()));
    }
    stopLine();
  }

  synchronized void skipped(NightStep step, String why) {
    done.put(step, line(step.stepName(), why, Duration.ZERO));
  }

  /**
   * One line a step, with its figures and time; of a step that did not run, why. Empty when none
   * ran.
   */
  public synchronized String table() {
    if (done.isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder();
    boolean stopped = done.values().stream().anyMatch(line -> line.contains("FAILED"));
    for (NightStep step : NightStep.values()) {
      boolean later = done.keySet().stream().noneMatch(known -> known.compareTo(step) > 0);
      String absent = stopped && later ? "not reached" : "done by an earlier run";
      String known = done.get(step);
      table.append(known == null ? line(step.stepName(), absent, Duration.ZERO) : known);
    }
    return table.toString();
  }

  private static String line(String step, String figures, Duration time) {
    return String.format(
        Locale.ROOT, "%-10s %-60s %8.1f s%n", step, figures, time.toMillis() / 1000.0);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNs);
  }

  private void tickEachSecond() {
    try {
      while (true) {
        Thread.sleep(TICK_MS);
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the night has ended
    }
  }

  private synchronized void tick() {
    if (terminal && running != null) {
      out.printf(
          "%s[%d/%d] %s, %d s",
          LINE_START,
          List.of(NightStep.values()).indexOf(running) + 1,
          NightStep.values().length,
          running.stepName(),
          elapsed().toSeconds());
      out.flush();
    }
  }

  private void stopLine() {
    running = null;
    if (terminal) {
      out.print(LINE_START);
      out.flush();
    }
  }

  @Override
  public void close() {
    if (ticker != null) {
      ticker.interrupt();
    }
  }
}
