package dev.settle.stack.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares the alerts that landed with the fraud that was put in: each once, and nothing else. */
final class AlertCheck {
  /**
   * An alert by its cause.
   *
   * @param rule the rule's id
   * @param key what the window was kept for
   * @param crossing the payment that crossed
   * @param type CROSSING, or what else an alert may be
   */
  record Alert(String rule, String key, String crossing, String type) {}

  /**
   * The comparison.
   *
   * @param expected how many, by rule
   * @param found how many of those expected were found, by rule
   * @param missing what was not found
   * @param repeated what was found more than once
   * @param unexpected what was found and was not put in
   */
  record Result(
      Map<String, Integer> expected,
      Map<String, Integer> found,
      List<Alert> missing,
      List<Alert> repeated,
      List<Alert> unexpected) {
    /** True when exactly the fraud was found, each pattern once. */
    boolean isExact() {
      return missing.isEmpty() && repeated.isEmpty() && unexpected.isEmpty();
    }
  }

  private AlertCheck() {}

  /** Compares them; what is expected has no repetitions. */
  static Result compare(List<Alert> expected, List<Alert> found) {
    Map<String, Integer> foundByRule = new TreeMap<>();
    Set<Alert> wanted = new HashSet<>(expected);
    Set<Alert> seen = new HashSet<>();
    List<Alert> repeated = new ArrayList<>();
    List<Alert> unexpected = new ArrayList<>();
    for (Alert alert : found) {
      if (!seen.add(alert)) {
        repeated.add(alert);
      } else if (wanted.contains(alert)) {
        foundByRule.merge(alert.rule, 1, Integer::sum);
      } else {
        unexpected.add(alert);
      }
    }
    Map<String, Integer> expectedByRule = new TreeMap<>();
    expected.forEach(alert -> expectedByRule.merge(alert.rule, 1, Integer::sum));
    List<Alert> missing = expected.stream().filter(alert -> !seen.contains(alert)).toList();
    return new Result(expectedByRule, foundByRule, missing, repeated, unexpected);
  }
}
