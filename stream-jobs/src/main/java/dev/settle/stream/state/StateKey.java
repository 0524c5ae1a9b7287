package dev.settle.stream.state;

/** Sets the key that keyed state is read and written with. */
@FunctionalInterface
public interface StateKey {
  /** From now on the state is that of this key. */
  void set(String key);
}
