package dev.settle.stream.fraud.window;

import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The panes of a window that hold something, oldest first, and their total. Figures stand side by
 * side in one array: there is one of these for each rule and key in memory, most with a pane or
 * two.
 */
final class Panes {
  private static final int INDEX = 0;
  private static final int PAYMENTS = 1;
  private static final int PAID = 2;
  private static final int REFUNDED = 3;
  private static final int LARGEST = 4;
  private static final int FIGURES = 5;
  private static final long[] NONE = {};

  private long[] panes = NONE;
  private int size;
  private long payments;
  private long paid;
  private long refunded;
  private long largest;

  boolean isEmpty() {
    return size == 0;
  }

  long first() {
    return panes[INDEX];
  }

  long last() {
    return panes[(size - 1) * FIGURES + INDEX];
  }

  /** Payments in the window. */
  long payments() {
    return payments;
  }

  /** Their sum, minor units. */
  long paid() {
    return paid;
  }

  /** What was given back, minor units. */
  long refunded() {
    return refunded;
  }

  /** The largest payment, minor units. */
  long largest() {
    return largest;
  }

  void add(long index, boolean refund, long amount) {
    int at = placeOf(index);
    if (refund) {
      panes[at + REFUNDED] = Math.addExact(panes[at + REFUNDED], amount);
      refunded = Math.addExact(refunded, amount);
      return;
    }
    panes[at + PAYMENTS]++;
    panes[at + PAID] += amount;
    panes[at + LARGEST] = Math.max(panes[at + LARGEST], amount);
    payments++;
    paid = Math.addExact(paid, amount);
    largest = Math.max(largest, amount);
  }

  /** Where the figures of a pane begin; one that is not there is made. */
  private int placeOf(long index) {
    int place = size;
    while (place > 0 && panes[(place - 1) * FIGURES + INDEX] > index) {
      place--;
    }
    if (place > 0 && panes[(place - 1) * FIGURES + INDEX] == index) {
      return (place - 1) * FIGURES;
    }
    if ((size + 1) * FIGURES > panes.length) {
      panes = Arrays.copyOf(panes, Math.max(1, 2 * size) * FIGURES);
    }
    int at = place * FIGURES;
    System.arraycopy(panes, at, panes, at + FIGURES, (size - place) * FIGURES);
    Arrays.fill(panes, at, at + FIGURES, 0);
    panes[at + INDEX] = index;
    size++;
    return at;
  }

  /** Takes the oldest pane out. */
  void removeFirst() {
    payments -= panes[PAYMENTS];
    paid -= panes[PAID];
    refunded -= panes[REFUNDED];
    boolean wasLargest = panes[LARGEST] == largest;
    size--;
    System.arraycopy(panes, FIGURES, panes, 0, size * FIGURES);
    if (wasLargest) {
      largest = 0;
      for (int i = 0; i < size; i++) {
        largest = Math.max(largest, panes[i * FIGURES + LARGEST]);
      }
    }
  }

  void write(DataOutput target) throws IOException {
    Compact.writeNumber(size, target);
    for (int i = 0; i < size * FIGURES; i++) {
      Compact.writeNumber(panes[i], target);
    }
  }

  void read(DataInput source) throws IOException {
    size = (int) Compact.readNumber(source);
    panes = size == 0 ? NONE : new long[size * FIGURES];
    for (int i = 0; i < panes.length; i++) {
      panes[i] = Compact.readNumber(source);
    }
    for (int at = 0; at < panes.length; at += FIGURES) {
      payments += panes[at + PAYMENTS];
      paid += panes[at + PAID];
      refunded += panes[at + REFUNDED];
      largest = Math.max(largest, panes[at + LARGEST]);
    }
  }
}
