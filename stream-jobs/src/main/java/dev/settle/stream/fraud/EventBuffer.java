package dev.settle.stream.fraud;

import dev.settle.stream.state.StateKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * Events that the watermark has not passed: what the routing steps sent between two watermarks, in
 * memory. A checkpoint keeps it by group of keys, so that it follows its keys to other subtasks:
 * one entry a group, under one of its keys, since a checkpoint may find tens of thousands of events
 * here, nearly each of another key, and no event is judged while they are written.
 */
final class EventBuffer {
  private final ListState<KeyedEvent> state;
  private final StateKey stateKey;
  private final int keyGroups;

  /** Keys that have something in the state, since the last checkpoint: one a group. */
  private final Set<String> written = new LinkedHashSet<>();

  private List<KeyedEvent> events = new ArrayList<>();

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
      state.get().forEach(buffer.events::add);
    }
    return buffer;
  }

  void add(KeyedEvent event) {
    events.add(event);
  }

  int size() {
    return events.size();
  }

  /** Takes out what the watermark has passed, in order. */
  List<KeyedEvent> takeUpTo(long watermark) {
    List<KeyedEvent> due = new ArrayList<>(events.size());
    List<KeyedEvent> rest = new ArrayList<>();
    for (KeyedEvent event : events) {
      (event.present().time() <= watermark ? due : rest).add(event);
    }
    events = rest;
    due.sort(KeyedEvent.ORDER);
    return due;
  }

  void snapshot() throws Exception {
    for (String key : written) {
      stateKey.set(key);
      state.clear();
    }
    written.clear();
    Map<Integer, List<KeyedEvent>> groups = new TreeMap<>();
    for (KeyedEvent event : events) {
      int group = KeyGroupRangeAssignment.assignToKeyGroup(event.home(), keyGroups);
      groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(event);
    }
    for (List<KeyedEvent> group : groups.values()) {
      String key = group.get(0).home();
      stateKey.set(key);
      state.update(group);
      written.add(key);
    }
  }
}
