package dev.settle.batch.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Control totals of every place, by key; compares them. */
public final class ControlTotals {
  private final Map<ControlKey, Map<Source, Total>> totals = new TreeMap<>();

  /** Adds to the total of a place. */
  public void add(ControlKey key, Source source, Total total) {
    totals.computeIfAbsent(key, k -> new EnumMap<>(Source.class)).merge(source, total, Total::plus);
  }

  /** Adds all totals of another. */
  public void addAll(ControlTotals other) {
    other.totals.forEach(
        (key, bySource) -> bySource.forEach((source, total) -> add(key, source, total)));
  }

  /** All lines, by key and place; a place without the key counts as nothing there. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    totals.forEach(
        (key, bySource) -> {
          boolean agrees =
              key.measure().sources().stream()
                      .map(source -> bySource.getOrDefault(source, Total.NONE))
                      .distinct()
                      .count()
                  == 1;
          for (Source source : key.measure().sources()) {
            lines.add(new Line(key, source, bySource.getOrDefault(source, Total.NONE), agrees));
          }
        });
    return lines;
  }

  /**
   * One total.
   *
   * @param key what it is of
   * @param source where it was counted
   * @param total count and sum
   * @param agrees true when all places of the key say the same
   */
  public record Line(ControlKey key, Source source, Total total, boolean agrees) {}
}
