package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Pauses a rule whose keys explode: one that opens windows for more new keys in a minute of event
 * time than it may. Each subtask sees its part of the keys and has its part of the limit. A rule
 * stays paused until its next version.
 */
final class KeyLimit {
  private static final long MINUTE_MS = 60_000;

  /** New keys of a rule by minute: they come home by home, those of several minutes in turn. */
  private static final class Minutes {
    private final Map<Long, Integer> others = new HashMap<>();

    /** The minute of the last key; mostly the next is of the same. */
    private long minute = Long.MIN_VALUE;

    private int keys;

    int add(long of) {
      if (of != minute) {
        others.put(minute, keys);
        keys = Objects.requireNonNullElse(others.remove(of), 0);
        minute = of;
      }
      return ++keys;
    }

    void forgetBefore(long of) {
      others.keySet().removeIf(known -> known < of);
    }
  }

  private final int subtasks;
  private final Map<String, Minutes> minutes = new HashMap<>();

  private final Map<String, Long> paused = new HashMap<>();

  KeyLimit(int subtasks) {
    this.subtasks = subtasks;
  }

  /** New keys that a subtask may open windows for in a minute. */
  int share(FraudRule rule) {
    return Math.max(1, rule.keysPerMinuteMax() / subtasks);
  }

  boolean isPaused(FraudRule rule) {
    return !paused.isEmpty() && paused.getOrDefault(rule.id(), 0L) >= rule.version();
  }

  /**
   * Counts a new key.
   *
   * @param now how far its home is in event time
   * @return true when it is one too many: the rule is paused from here on
   */
  boolean exceededBy(FraudRule rule, long now) {
    Minutes counts = minutes.computeIfAbsent(rule.id(), id -> new Minutes());
    if (counts.add(Math.floorDiv(now, MINUTE_MS)) <= share(rule)) {
      return false;
    }
    paused.put(rule.id(), rule.version());
    return true;
  }

  /**
   * Forgets what was counted in minutes that are over.
   *
   * @param now how far the subtask is in event time
   */
  void forgetBefore(long now) {
    minutes.values().forEach(counts -> counts.forgetBefore(Math.floorDiv(now, MINUTE_MS)));
  }

  /** What a checkpoint remembers: the paused rules' ids and versions. */
  List<String> toState() {
    List<String> state = new ArrayList<>();
    paused.forEach((id, version) -> state.add(id + "/" + version));
    return state;
  }

  /** Takes back what {@link #toState} gave, here or on another subtask. */
  void restore(Iterable<String> state) {
    for (String entry : state) {
      int slash = entry.indexOf('/');
      paused.merge(
          entry.substring(0, slash), Long.parseLong(entry.substring(slash + 1)), Math::max);
    }
  }
}
