package dev.settle.stream.ledger;

import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Keyed state as a store by key. */
record KeyedStore<V>(ValueState<V> state, KeyOnDemand.StateKey key)
    implements WriteBackCache.Store<V> {
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
}
