package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;

/** Runs the nights of several days in order and stops at the first that does not succeed. */
final class NightRange {
  private NightRange() {}

  /** Runs one night. */
  @FunctionalInterface
  interface OneNight {
    /**
     * Runs it.
     *
     * @throws BatchException with the exit code of what stopped it
     */
    void run(LocalDate day) throws IOException;
  }

  /**
   * Runs them.
   *
   * @param days in order, at least one
   * @param out where to say which days were not run
   * @throws BatchException of the night that stopped
   */
  static void run(List<LocalDate> days, OneNight night, PrintStream out) throws IOException {
    LocalDate last = days.get(days.size() - 1);
    for (LocalDate day : days) {
      try {
        night.run(day);
      } catch (BatchException e) {
        if (days.size() > 1) {
          String rest = day.equals(last) ? "no day" : day.plusDays(1) + " to " + last;
          out.printf("stopped at %s; not run: %s%n", day, rest);
        }
        throw e;
      }
    }
  }
}
