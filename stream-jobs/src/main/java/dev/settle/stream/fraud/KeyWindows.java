package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.RuleWindow;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is remembered of a key, in one value: rules with the same keys share its reading and
 * writing.
 */
final class KeyWindows {
  /** No timer is set. */
  static final long NO_TIMER = Long.MIN_VALUE;

  /** By rule id. */
  final Map<String, RuleWindow> byRule = new TreeMap<>();

  /** The timer that comes to drop windows that have passed. */
  long clearingAt = NO_TIMER;
}
