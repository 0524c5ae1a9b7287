package dev.settle.stream.fraud;

import java.util.Comparator;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Homes in the order in which RocksDB keeps their state: by key group, then as Flink writes a text,
 * its length first. What is read and written in this order touches the same parts of the store's
 * indexes again and again, which then are in the processor's caches. Nothing but speed depends on
 * it.
 */
final class HomeOrder {
  /** Of homes in the same key group. */
  static final Comparator<String> IN_KEY_GROUP =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private HomeOrder() {}

  /**
   * Of all homes.
   *
   * @param keyGroups of the operator
   */
  static Comparator<String> of(int keyGroups) {
    return Comparator.<String>comparingInt(
            home -> KeyGroupRangeAssignment.assignToKeyGroup(home, keyGroups))
        .thenComparing(IN_KEY_GROUP);
  }
}
