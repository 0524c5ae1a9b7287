package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.RuleWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered in a home ({@link dev.settle.stream.fraud.rule.Home}), in one value: rules
 * that share it share its reading and writing. Most have a few windows: hence arrays.
 */
final class KeyWindows {
  /** No timer is set. */
  static final long NO_TIMER = Long.MIN_VALUE;

  private static final String[] NO_PARTS = {};
  private static final long[] NO_RULES = {};
  private static final RuleWindow[] NO_WINDOWS = {};

  private long[] rules = NO_RULES;
  private String[] parts = NO_PARTS;
  private RuleWindow[] windows = NO_WINDOWS;
  private int size;

  /** The timer that comes to drop windows that have passed. */
  private long clearingAt = NO_TIMER;

  /** Of so many windows. */
  static KeyWindows ofSize(int size) {
    KeyWindows made = new KeyWindows();
    made.rules = new long[size];
    made.parts = new String[size];
    made.windows = new RuleWindow[size];
    return made;
  }

  /**
   * A window; null when there is none.
   *
   * @param rule of the window, see {@link RuleCode}
   * @param part tells it from others of the same rule in the same home; empty when there are none
   */
  @Nullable RuleWindow get(long rule, String part) {
    int place = placeOf(rule, part);
    return place < 0 ? null : windows[place];
  }

  void put(long rule, String part, RuleWindow window) {
    int place = placeOf(rule, part);
    if (place < 0) {
      if (size == rules.length) {
        int length = Math.max(2, size + size / 2 + 1);
        rules = Arrays.copyOf(rules, length);
        parts = Arrays.copyOf(parts, length);
        windows = Arrays.copyOf(windows, length);
      }
      place = size++;
      rules[place] = rule;
      parts[place] = part;
    }
    windows[place] = window;
  }

  private int placeOf(long rule, String part) {
    for (int i = 0; i < size; i++) {
      if (rules[i] == rule && parts[i].equals(part)) {
        return i;
      }
    }
    return -1;
  }

  /** What is to become of a window. */
  interface Condition {
    boolean test(long rule, RuleWindow window);
  }

  /** Takes out the windows for which this is true. */
  void removeIf(Condition isGone) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!isGone.test(rules[i], windows[i])) {
        rules[kept] = rules[i];
        parts[kept] = parts[i];
        windows[kept++] = windows[i];
      }
    }
    Arrays.fill(parts, kept, size, null);
    Arrays.fill(windows, kept, size, null);
    size = kept;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long rule(int place) {
    return rules[place];
  }

  String part(int place) {
    return parts[place];
  }

  RuleWindow window(int place) {
    return windows[place];
  }

  /** Time of the timer that is set, milliseconds; {@link #NO_TIMER} when none is. */
  long clearingAt() {
    return clearingAt;
  }

  void clearAt(long time) {
    clearingAt = time;
  }
}
