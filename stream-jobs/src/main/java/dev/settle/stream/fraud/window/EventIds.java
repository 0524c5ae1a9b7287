package dev.settle.stream.fraud.window;

import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Events as the windows of a home are written, by id and time: windows there mostly name the same
 * events, so an event is written once, and then by its place. Read back, ids are one object again.
 */
public final class EventIds {
  /** What is written now. */
  private static final int FORMAT = 2;

  private static final int FIRST_LENGTH = 4;

  private final int format;

  /** Most homes name a few events; all of them are read and written each time. */
  private String[] ids = new String[FIRST_LENGTH];

  private long[] times = new long[FIRST_LENGTH];
  private int size;

  /** Where the next is looked for first: windows name events in the same order. */
  private int next;

  private long lastTime;

  /** For the windows of one home, to be written. */
  public EventIds() {
    this(FORMAT);
  }

  /**
   * For the windows of one home.
   *
   * @param format of the home's state; in 1 each window has the times of its own
   */
  public EventIds(int format) {
    this.format = format;
  }

  /** True when the state that is read has times in each window. */
  boolean isWithoutTimes() {
    return format == 1;
  }

  void write(String id, long time, DataOutput target) throws IOException {
    int place = placeOf(id);
    Compact.writeNumber(place, target);
    if (place == size) {
      known(id, time);
      Compact.writeText(id, target);
      Compact.writeNumber(time - lastTime, target);
      lastTime = time;
    }
    next = place + 1;
  }

  /** One that is equal but another object is written anew, which costs its bytes and no more. */
  @SuppressWarnings("ReferenceEquality") // as it says
  private int placeOf(String id) {
    if (next < size && ids[next] == id) {
      return next;
    }
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return size;
  }

  private void known(String id, long time) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    ids[size] = id;
    times[size++] = time;
  }

  /** Reads what {@link #write} wrote; the place, for {@link #id} and {@link #time}. */
  int read(DataInput source) throws IOException {
    int place = (int) Compact.readNumber(source);
    if (place == size) {
      String id = Compact.readText(source);
      lastTime += isWithoutTimes() ? 0 : Compact.readNumber(source);
      known(id, lastTime);
    }
    return place;
  }

  String id(int place) {
    return ids[place];
  }

  /** Milliseconds; not of state without times. */
  long time(int place) {
    return times[place];
  }
}
