package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.RuleWindow;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered in a home ({@link dev.settle.stream.fraud.rule.Home}), in one value: rules
 * that share it share its reading and writing. There are a million of these in memory, of a few
 * windows each: hence two arrays.
 */
final class KeyWindows {
  /** No timer is set. */
  static final long NO_TIMER = Long.MIN_VALUE;

  private static final char PART = '|';
  private static final String[] NO_NAMES = {};
  private static final RuleWindow[] NO_WINDOWS = {};

  private String[] names = NO_NAMES;
  private RuleWindow[] windows = NO_WINDOWS;
  private int size;

  /** The timer that comes to drop windows that have passed. */
  private long clearingAt = NO_TIMER;

  /** Of so many windows. */
  static KeyWindows ofSize(int size) {
    KeyWindows made = new KeyWindows();
    made.names = new String[size];
    made.windows = new RuleWindow[size];
    return made;
  }

  /**
   * The name of a window.
   *
   * @param part tells it from others of the same rule in the same home; empty when there is none
   */
  static String nameOf(String ruleId, String part) {
    return part.isEmpty() ? ruleId : ruleId + PART + part;
  }

  /** The rule that a window is of, by the window's name. */
  static String ruleOf(String name) {
    int part = name.indexOf(PART);
    return part < 0 ? name : name.substring(0, part);
  }

  @Nullable RuleWindow get(String name) {
    int place = placeOf(name);
    return place < 0 ? null : windows[place];
  }

  void put(String name, RuleWindow window) {
    int place = placeOf(name);
    if (place < 0) {
      if (size == names.length) {
        names = Arrays.copyOf(names, Math.max(2, size + size / 2 + 1));
        windows = Arrays.copyOf(windows, names.length);
      }
      place = size++;
      names[place] = name;
    }
    windows[place] = window;
  }

  private int placeOf(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Takes out the windows for which, with their name, this is true. */
  void removeIf(BiPredicate<String, RuleWindow> isGone) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!isGone.test(names[i], windows[i])) {
        names[kept] = names[i];
        windows[kept++] = windows[i];
      }
    }
    Arrays.fill(names, kept, size, null);
    Arrays.fill(windows, kept, size, null);
    size = kept;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  String name(int place) {
    return names[place];
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
