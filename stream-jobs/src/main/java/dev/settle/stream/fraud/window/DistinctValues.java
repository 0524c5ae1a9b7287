package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.RuleReader;
import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The values that were seen last, each with the time it was seen last. Only {@link
 * RuleReader#DISTINCT_MAX} are kept, those seen most recently. So the number of values is exact up
 * to that bound and stays there above it: for a threshold below the bound, which every rule has,
 * nothing is lost, and a sketch that estimates is not needed.
 *
 * <p>Most windows have one value or two: they are read and written far more often than they are
 * long, hence arrays.
 */
final class DistinctValues {
  private static final int FIRST_LENGTH = 2;

  /** By the time they were seen last, oldest first. */
  private String[] values = new String[FIRST_LENGTH];

  private long[] lastSeen = new long[FIRST_LENGTH];
  private int size;

  void add(String value, long time) {
    long last = time;
    int known = placeOf(value);
    if (known >= 0) {
      last = Math.max(time, lastSeen[known]);
      remove(known, known + 1);
    } else if (size == RuleReader.DISTINCT_MAX) {
      if (time < lastSeen[0]) {
        return;
      }
      remove(0, 1);
    }
    int place = size;
    while (place > 0 && lastSeen[place - 1] > last) {
      place--;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      lastSeen = Arrays.copyOf(lastSeen, 2 * size);
    }
    System.arraycopy(values, place, values, place + 1, size - place);
    System.arraycopy(lastSeen, place, lastSeen, place + 1, size - place);
    values[place] = value;
    lastSeen[place] = last;
    size++;
  }

  private int placeOf(String value) {
    int hash = value.hashCode();
    for (int i = size - 1; i >= 0; i--) {
      if (values[i].hashCode() == hash && values[i].equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private void remove(int from, int to) {
    System.arraycopy(values, to, values, from, size - to);
    System.arraycopy(lastSeen, to, lastSeen, from, size - to);
    Arrays.fill(values, size - (to - from), size, null);
    size -= to - from;
  }

  void dropBefore(long time) {
    int gone = 0;
    while (gone < size && lastSeen[gone] < time) {
      gone++;
    }
    remove(0, gone);
  }

  int size() {
    return size;
  }

  void write(DataOutput target) throws IOException {
    Compact.writeNumber(size, target);
    long before = 0;
    for (int i = 0; i < size; i++) {
      Compact.writeText(values[i], target);
      Compact.writeNumber(lastSeen[i] - before, target);
      before = lastSeen[i];
    }
  }

  void read(DataInput source) throws IOException {
    size = (int) Compact.readNumber(source);
    values = new String[Math.max(FIRST_LENGTH, size)];
    lastSeen = new long[values.length];
    long time = 0;
    for (int i = 0; i < size; i++) {
      values[i] = Compact.readText(source);
      time += Compact.readNumber(source);
      lastSeen[i] = time;
    }
  }
}
