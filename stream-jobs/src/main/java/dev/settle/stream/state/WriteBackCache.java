package dev.settle.stream.state;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values that were used last, kept as objects in memory between checkpoints: a value that is
 * used again is neither read from the store nor written to it. What was changed goes to the store
 * before a checkpoint and when it has to make room, so the store is whole whenever it is looked at
 * from outside, and a failure loses nothing that a checkpoint has.
 *
 * <p>When it is full, what is {@link Slot#done} goes, all at once, and if that is not enough, all
 * that was not used in the second half of the time since it was last full. So what is used stays,
 * without a list to keep in order at every use: a use is one look into a table, and each new value
 * looks at a few that are held.
 *
 * @param <V> a value; who takes one out may change it, and says so
 */
public final class WriteBackCache<V> {
  /** Where the values are when they are not here. */
  public interface Store<V> {
    /** The value of a key; null when there is none. */
    @Nullable V read(String key) throws Exception;

    /** Keeps a value. */
    void write(String key, V value) throws Exception;

    /** Forgets a key. */
    void remove(String key) throws Exception;
  }

  private final Store<V> store;
  private final int valuesMax;

  /** Open addressing: the slot of a key is at its hash, or at the next free place behind it. */
  private @Nullable Slot<V>[] table;

  private int size;

  /** Grows half-way to being full: what was used since has this number. */
  private int epoch;

  /** So many values are held half-way. */
  private int halfWay;

  /**
   * An empty one.
   *
   * @param valuesMax as many are held at most
   */
  public WriteBackCache(Store<V> store, int valuesMax) {
    this.store = store;
    this.valuesMax = valuesMax;
    this.table = emptyTable(valuesMax);
    this.halfWay = valuesMax / 2;
  }

  /**
   * The place of a key, read from the store when it is not here. Good until the next call of {@link
   * #makeRoom}.
   */
  public Slot<V> at(String key) throws Exception {
    int hash = spread(key.hashCode());
    int mask = table.length - 1;
    int at = hash & mask;
    Slot<V> slot = table[at];
    while (slot != null) {
      if (slot.hash == hash && slot.key.equals(key)) {
        slot.usedIn = epoch;
        return slot;
      }
      at = (at + 1) & mask;
      slot = table[at];
    }
    slot = new Slot<>(key, hash, store.read(key));
    table[at] = slot;
    if (++size == halfWay) {
      epoch++;
    }
    slot.usedIn = epoch;
    return slot;
  }

  /**
   * Makes room for one more, which may write to the store; apart from {@link #at} because the store
   * is then used with keys of its own.
   */
  public void makeRoom() throws Exception {
    if (size < valuesMax) {
      return;
    }
    letGo(slot -> slot.isDone);
    // Unless that made good room, or each new value would soon look at all that are held.
    while (size > valuesMax * 3 / 4) {
      int now = epoch;
      letGo(slot -> slot.usedIn != now);
      // Should all have been used, nothing has been in the next epoch, and the second time all go.
      epoch++;
    }
    halfWay = (size + valuesMax) / 2;
  }

  private void letGo(Predicate<Slot<V>> condition) throws Exception {
    @Nullable Slot<V>[] kept = emptyTable(valuesMax);
    int mask = kept.length - 1;
    int count = 0;
    for (Slot<V> slot : table) {
      if (slot == null) {
        continue;
      }
      if (condition.test(slot)) {
        writeBack(slot);
        continue;
      }
      int at = slot.hash & mask;
      while (kept[at] != null) {
        at = (at + 1) & mask;
      }
      kept[at] = slot;
      count++;
    }
    table = kept;
    size = count;
  }

  /** Writes everything that was changed, and goes on holding it. */
  public void writeBack() throws Exception {
    for (Slot<V> slot : table) {
      if (slot != null) {
        writeBack(slot);
      }
    }
  }

  /** Values held now. */
  public int size() {
    return size;
  }

  private void writeBack(Slot<V> slot) throws Exception {
    if (!slot.isChanged) {
      return;
    }
    V value = slot.value;
    if (value == null) {
      store.remove(slot.key);
    } else {
      store.write(slot.key, value);
    }
    slot.isChanged = false;
  }

  /** At most half full, so that a key is nearly always at its first place. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static <V> @Nullable Slot<V>[] emptyTable(int valuesMax) {
    return new Slot[Integer.highestOneBit(valuesMax) << 2];
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  /** The place of one key. */
  public static final class Slot<V> {
    private final String key;
    private final int hash;
    private @Nullable V value;
    private boolean isChanged;
    private boolean isDone;
    private int usedIn;

    private Slot(String key, int hash, @Nullable V value) {
      this.key = key;
      this.hash = hash;
      this.value = value;
    }

    /** The value; null when there is none. */
    public @Nullable V value() {
      return value;
    }

    /** Sets the value, which may be the one that was here and has been changed. */
    public void update(V next) {
      value = next;
      isChanged = true;
      isDone = false;
    }

    /** Takes the value away, and from the store when that is next written. */
    public void remove() {
      isChanged = isChanged || value != null;
      value = null;
      isDone = true;
    }

    /** Says that the value is not expected to be used again soon: it makes room first. */
    public void done() {
      isDone = true;
    }
  }
}
