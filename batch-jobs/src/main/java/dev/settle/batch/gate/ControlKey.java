package dev.settle.batch.gate;

import java.util.Comparator;

/**
 * What a control total is of.
 *
 * @param channel the channel
 * @param measure what is counted
 * @param kind kind of the order; empty where it does not matter
 * @param state state of the row, or what was posted; empty where it does not matter
 * @param currency ISO 4217
 */
public record ControlKey(
    String channel, Measure measure, String kind, String state, String currency)
    implements Comparable<ControlKey> {
  private static final Comparator<ControlKey> ORDER =
      Comparator.comparing(ControlKey::channel)
          .thenComparing(ControlKey::measure)
          .thenComparing(ControlKey::kind)
          .thenComparing(ControlKey::state)
          .thenComparing(ControlKey::currency);

  @Override
  public int compareTo(ControlKey other) {
    return ORDER.compare(this, other);
  }

  /** For a person: channel, measure and the rest that is not empty. */
  @Override
  public String toString() {
    return String.join(" ", channel, measure.name(), kind, state, currency).replaceAll(" +", " ");
  }
}
