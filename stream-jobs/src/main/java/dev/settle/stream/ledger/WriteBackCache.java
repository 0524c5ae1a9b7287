package dev.settle.stream.ledger;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that were used last, kept as objects in memory between checkpoints: a value that is
 * used again is neither read from the store nor written to it. What was changed goes to the store
 * before a checkpoint and when it has to make room, so the store is whole whenever it is looked at
 * from outside, and a failure loses nothing that a checkpoint has.
 *
 * <p>When it is full, all that was not used in the second half of the time since it was last full
 * goes at once. So what is used stays, without a list to keep in order at every use: a use is one
 * look into a map, and each new value looks at one or two that are held.
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
  private final int valuesMax;
  private final Map<String, Slot<V>> slots;

  /** Grows half-way to being full: what was used since has this number. */
  private int epoch;

  /** So many values are held half-way. */
  private int halfWay;

  /**
   * An empty one.
   *
   * @param valuesMax as many are held at most
   */
  WriteBackCache(Store<V> store, int valuesMax) {
    this.store = store;
    this.valuesMax = valuesMax;
    this.slots = new HashMap<>(2 * valuesMax);
    this.halfWay = valuesMax / 2;
  }

  /**
   * The place of a key, read from the store when it is not here. Good until the next call of {@link
   * #makeRoom}.
   */
  Slot<V> at(String key) throws Exception {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slot = new Slot<>(store.read(key));
      slots.put(key, slot);
      if (slots.size() == halfWay) {
        epoch++;
      }
    }
    slot.usedIn = epoch;
    return slot;
  }

  /**
   * Makes room for one more, which may write to the store; apart from {@link #at} because the store
   * is then used with keys of its own.
   */
  void makeRoom() throws Exception {
    while (slots.size() >= valuesMax) {
      letGoWhatWasNotUsed();
      halfWay = (slots.size() + valuesMax) / 2;
      // Should all have been used, nothing has been in the next epoch, and the second time all go.
      epoch++;
    }
  }

  private void letGoWhatWasNotUsed() throws Exception {
    Iterator<Map.Entry<String, Slot<V>>> all = slots.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Slot<V>> entry = all.next();
      if (entry.getValue().usedIn != epoch) {
        writeBack(entry);
        all.remove();
      }
    }
  }

  /** Writes everything that was changed, and goes on holding it. */
  void writeBack() throws Exception {
    for (Map.Entry<String, Slot<V>> entry : slots.entrySet()) {
      writeBack(entry);
    }
  }

  /** Values held now. */
  int size() {
    return slots.size();
  }

  private void writeBack(Map.Entry<String, Slot<V>> entry) throws Exception {
    Slot<V> slot = entry.getValue();
    V value = slot.value;
    if (slot.isChanged && value != null) {
      store.write(entry.getKey(), value);
      slot.isChanged = false;
    }
  }

  /** The place of one key. */
  static final class Slot<V> {
    private @Nullable V value;
    private boolean isChanged;
    private int usedIn;

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
