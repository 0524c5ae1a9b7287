package dev.settle.stream.fraud.window;

import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The newest events, oldest first; a bounded number. There is one of these for each rule and key in
 * memory, most with one or two events: hence arrays that are as long as they must be.
 */
final class RecentEvents {
  private static final String[] NO_IDS = {};
  private static final long[] NO_TIMES = {};
  private static final int FIRST_LENGTH = 2;

  private final int max;
  private long[] times = NO_TIMES;
  private String[] ids = NO_IDS;
  private int size;

  RecentEvents(int max) {
    this.max = max;
  }

  void add(long time, String id) {
    int place = size;
    while (place > 0 && isAfter(place - 1, time, id)) {
      place--;
    }
    if (size == max) {
      // The oldest goes; a late one that is older than all never comes in.
      if (place == 0) {
        return;
      }
      drop(1);
      place--;
    }
    if (size == ids.length) {
      int length = Math.min(max, Math.max(FIRST_LENGTH, 2 * size));
      times = Arrays.copyOf(times, length);
      ids = Arrays.copyOf(ids, length);
    }
    System.arraycopy(times, place, times, place + 1, size - place);
    System.arraycopy(ids, place, ids, place + 1, size - place);
    times[place] = time;
    ids[place] = id;
    size++;
  }

  private boolean isAfter(int place, long time, String id) {
    return times[place] > time || (times[place] == time && ids[place].compareTo(id) > 0);
  }

  void dropBefore(long time) {
    int gone = 0;
    while (gone < size && times[gone] < time) {
      gone++;
    }
    drop(gone);
  }

  private void drop(int gone) {
    if (gone == 0) {
      return;
    }
    System.arraycopy(times, gone, times, 0, size - gone);
    System.arraycopy(ids, gone, ids, 0, size - gone);
    Arrays.fill(ids, size - gone, size, null);
    size -= gone;
  }

  void clear() {
    drop(size);
  }

  int size() {
    return size;
  }

  long oldest() {
    return times[0];
  }

  long newest() {
    return size == 0 ? Long.MIN_VALUE : times[size - 1];
  }

  List<String> ids() {
    return List.of(Arrays.copyOf(ids, size));
  }

  void write(DataOutput target, EventIds table) throws IOException {
    Compact.writeNumber(size, target);
    for (int i = 0; i < size; i++) {
      table.write(ids[i], times[i], target);
    }
  }

  void read(DataInput source, EventIds table) throws IOException {
    size = (int) Compact.readNumber(source);
    times = size == 0 ? NO_TIMES : new long[size];
    ids = size == 0 ? NO_IDS : new String[size];
    long time = 0;
    for (int i = 0; i < size; i++) {
      time += table.isWithoutTimes() ? Compact.readNumber(source) : 0;
      int place = table.read(source);
      ids[i] = table.id(place);
      times[i] = table.isWithoutTimes() ? time : table.time(place);
    }
  }
}
