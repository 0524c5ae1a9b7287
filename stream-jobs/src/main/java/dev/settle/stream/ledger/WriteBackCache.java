package dev.settle.stream.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that were used last, kept as objects in memory between checkpoints: a value that is
 * used again is neither read from the store nor written to it. What was changed goes to the store
 * before a checkpoint and when it has to make room, so the store is whole whenever it is looked at
 * from outside, and a failure loses nothing that a checkpoint has.
 *
 * <p>Values are in two generations. One that is used goes to the young generation; when that is
 * full it becomes the old one, and what was in the old one goes. So at most twice the size of a
 * generation is held, without a list to keep in order at every use.
 *
 * @param <V> a value; who takes one out may change it, and says so
 */
final class WriteBackCache<V> {
  /** Where the values are when they are not here. */
  interface Store<V> {
    /** The value of a key; null when there is none. */
    @Nullable V read(String key) throws Exception;

    /** Keeps a value. */
    void write(String key, V value) throws Exception;
  }

  private final Store<V> store;
  private final int generationMax;
  private Map<String, Slot<V>> young;
  private Map<String, Slot<V>> old;

  /**
   * An empty one.
   *
   * @param generationMax values of one generation; at most twice as many are held
   */
  WriteBackCache(Store<V> store, int generationMax) {
    this.store = store;
    this.generationMax = generationMax;
    this.young = new HashMap<>();
    this.old = new HashMap<>();
  }

  /**
   * The place of a key, read from the store when it is not here. Good until the next call of {@link
   * #makeRoom}.
   */
  Slot<V> at(String key) throws Exception {
    Slot<V> slot = young.get(key);
    if (slot == null) {
      slot = old.remove(key);
      if (slot == null) {
        slot = new Slot<>(store.read(key));
      }
      young.put(key, slot);
    }
    return slot;
  }

  /**
   * Makes room for one more, which may write to the store; apart from {@link #at} because the store
   * is then used with keys of its own.
   */
  void makeRoom() throws Exception {
    if (young.size() >= generationMax) {
      writeBack(old);
      old = young;
      young = new HashMap<>(generationMax * 2);
    }
  }

  /** Writes everything that was changed, and goes on holding it. */
  void writeBack() throws Exception {
    writeBack(old);
    writeBack(young);
  }

  /** Values held now. */
  int size() {
    return young.size() + old.size();
  }

  private void writeBack(Map<String, Slot<V>> generation) throws Exception {
    for (Map.Entry<String, Slot<V>> entry : generation.entrySet()) {
      Slot<V> slot = entry.getValue();
      V value = slot.value;
      if (slot.isChanged && value != null) {
        store.write(entry.getKey(), value);
        slot.isChanged = false;
      }
    }
  }

  /** The place of one key. */
  static final class Slot<V> {
    private @Nullable V value;
    private boolean isChanged;

    private Slot(@Nullable V value) {
      this.value = value;
    }

    /** The value; null when there is none. */
    @Nullable V value() {
      return value;
    }

    /** Sets the value, which may be the one that was here and has been changed. */
    void update(V next) {
      value = next;
      isChanged = true;
    }
  }
}
