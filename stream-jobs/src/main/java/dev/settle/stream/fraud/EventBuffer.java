package dev.settle.stream.fraud;

import dev.settle.stream.state.StateKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * Events that wait to be applied, in memory, by key group. A checkpoint keeps them so that they
 * follow their keys to other subtasks: one entry a group, under one of its keys, since a checkpoint
 * may find tens of thousands of events here, nearly each of another key, and no event is judged
 * while they are written.
 */
final class EventBuffer {
  /** What is done with the events of a home. */
  @FunctionalInterface
  interface Taker {
    void take(List<KeyedEvent> ofOneHome) throws Exception;
  }

  private static final Comparator<KeyedEvent> ORDER =
      Comparator.comparing(KeyedEvent::home, HomeOrder.IN_KEY_GROUP)
          .thenComparing(KeyedEvent.ORDER);

  private final ListState<KeyedEvent> state;
  private final StateKey stateKey;
  private final int keyGroups;

  /** Keys that have something in the state, since the last checkpoint: one a group. */
  private final Set<String> written = new LinkedHashSet<>();

  private final TreeMap<Integer, List<KeyedEvent>> groups = new TreeMap<>();
  private int size;

  private EventBuffer(ListState<KeyedEvent> state, StateKey stateKey, int keyGroups) {
    this.state = state;
    this.stateKey = stateKey;
    this.keyGroups = keyGroups;
  }

  static EventBuffer restoredFrom(
      ListState<KeyedEvent> state,
      KeyedStateBackend<String> backend,
      StateKey stateKey,
      int keyGroups)
      throws Exception {
    EventBuffer buffer = new EventBuffer(state, stateKey, keyGroups);
    try (Stream<String> keys = backend.getKeys(FraudIds.BUFFER.getName(), VoidNamespace.INSTANCE)) {
      keys.forEach(buffer.written::add);
    }
    for (String key : buffer.written) {
      stateKey.set(key);
      state.get().forEach(buffer::add);
    }
    return buffer;
  }

  void add(KeyedEvent event) {
    int group = KeyGroupRangeAssignment.assignToKeyGroup(event.home(), keyGroups);
    groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(event);
    size++;
  }

  int size() {
    return size;
  }

  /** The newest that waits; {@code Long.MIN_VALUE} when none does. */
  long newest() {
    return groups.values().stream()
        .flatMap(List::stream)
        .mapToLong(event -> event.present().time())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /**
   * Takes out what the watermark has passed: home by home in the order of {@link HomeOrder}, and
   * the events of a home in theirs.
   */
  void takeUpTo(long watermark, Taker taker) throws Exception {
    for (List<KeyedEvent> group : groups.values()) {
      List<KeyedEvent> due = takeDue(group, watermark);
      due.sort(ORDER);
      byHome(due, taker);
    }
  }

  /** Hands on the events of each home, which stand one behind the other. */
  static void byHome(List<KeyedEvent> events, Taker taker) throws Exception {
    for (int from = 0, to; from < events.size(); from = to) {
      String home = events.get(from).home();
      to = from + 1;
      while (to < events.size() && events.get(to).home().equals(home)) {
        to++;
      }
      taker.take(events.subList(from, to));
    }
  }

  private List<KeyedEvent> takeDue(List<KeyedEvent> group, long watermark) {
    List<KeyedEvent> due = new ArrayList<>(group.size());
    int kept = 0;
    for (KeyedEvent event : group) {
      if (event.present().time() <= watermark) {
        due.add(event);
      } else {
        group.set(kept++, event);
      }
    }
    group.subList(kept, group.size()).clear();
    size -= due.size();
    return due;
  }

  void snapshot() throws Exception {
    for (String key : written) {
      stateKey.set(key);
      state.clear();
    }
    written.clear();
    for (List<KeyedEvent> group : groups.values()) {
      if (!group.isEmpty()) {
        String key = group.get(0).home();
        stateKey.set(key);
        state.update(group);
        written.add(key);
      }
    }
  }
}
