package dev.settle.stack.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How long each part took. */
final class Timings {
  private final Map<String, Long> partsMs = new LinkedHashMap<>();
  private final long startedAt = System.nanoTime();
  private long partStartedAt = startedAt;

  /** Ends a part; the next begins. */
  void end(String part) {
    long now = System.nanoTime();
    partsMs.merge(part, (now - partStartedAt) / 1_000_000, Long::sum);
    partStartedAt = now;
  }

  void print(PrintStream out) {
    partsMs.forEach((part, ms) -> out.printf(Locale.ROOT, "  %-44s %7.1f s%n", part, ms / 1000.0));
    long togetherMs = (partStartedAt - startedAt) / 1_000_000;
    out.printf(Locale.ROOT, "  %-44s %7.1f s%n", "together", togetherMs / 1000.0);
  }
}
