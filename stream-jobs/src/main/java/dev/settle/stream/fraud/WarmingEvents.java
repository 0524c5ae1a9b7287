package dev.settle.stream.fraud;

import dev.settle.stream.state.StateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * What happens while the history of a rule is read, and the youngest of that: waits in the state,
 * by key, each marked with its rule.
 */
final class WarmingEvents {
  /** What is done with an event that has waited. */
  @FunctionalInterface
  interface Taker {
    void take(KeyedEvent event) throws Exception;
  }

  private final ListState<WarmingEvent> state;
  private final KeyedStateBackend<String> backend;
  private final StateKey stateKey;

  WarmingEvents(
      ListState<WarmingEvent> state, KeyedStateBackend<String> backend, StateKey stateKey) {
    this.state = state;
    this.backend = backend;
    this.stateKey = stateKey;
  }

  void add(ActiveRule active, KeyedEvent event) throws Exception {
    stateKey.set(event.home());
    state.add(new WarmingEvent(active.rule().id(), active.start().start(), event));
  }

  /**
   * Takes out what has waited for a rule, key by key, in order; what turned out to be history,
   * which came by its own way, is left out.
   */
  void drain(ActiveRule active, Taker taker) throws Exception {
    List<String> keys;
    try (Stream<String> all = backend.getKeys(FraudIds.WARMING.getName(), VoidNamespace.INSTANCE)) {
      keys = all.toList();
    }
    for (String key : keys) {
      for (KeyedEvent event : takeOf(key, active)) {
        taker.take(event);
      }
    }
  }

  private List<KeyedEvent> takeOf(String key, ActiveRule active) throws Exception {
    stateKey.set(key);
    List<KeyedEvent> taken = new ArrayList<>();
    List<WarmingEvent> rest = new ArrayList<>();
    for (WarmingEvent waiting : state.get()) {
      KeyedEvent event = waiting.event();
      if (!waiting.isOf(active)) {
        rest.add(waiting);
      } else if (event.isHistory() || !active.isHistory(event)) {
        taken.add(event);
      }
    }
    if (rest.isEmpty()) {
      state.clear();
    } else {
      state.update(rest);
    }
    taken.sort(KeyedEvent.ORDER);
    return taken;
  }
}
