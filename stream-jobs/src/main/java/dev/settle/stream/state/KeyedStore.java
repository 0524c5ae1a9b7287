package dev.settle.stream.state;

import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Keyed state as a store by key. */
public record KeyedStore<V>(ValueState<V> state, StateKey key) implements WriteBackCache.Store<V> {
  @Override
  public @Nullable V read(String of) throws Exception {
    key.set(of);
    return state.value();
  }

  @Override
  public void write(String of, V value) throws Exception {
    key.set(of);
    state.update(value);
  }

  @Override
  public void remove(String of) throws Exception {
    key.set(of);
    state.clear();
  }
}
