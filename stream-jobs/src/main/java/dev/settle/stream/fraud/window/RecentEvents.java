package dev.settle.stream.fraud.window;

import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The newest events, oldest first; a bounded number. */
final class RecentEvents {
  private record Seen(long time, String id) {}

  private static final Comparator<Seen> ORDER =
      Comparator.comparingLong(Seen::time).thenComparing(Seen::id);

  private final int max;
  private final Deque<Seen> events = new ArrayDeque<>();

  RecentEvents(int max) {
    this.max = max;
  }

  void add(long time, String id) {
    Seen seen = new Seen(time, id);
    if (!events.isEmpty() && ORDER.compare(events.getLast(), seen) > 0) {
      insert(seen);
    } else {
      events.addLast(seen);
    }
    if (events.size() > max) {
      events.removeFirst();
    }
  }

  /** A late event, which is rare. */
  private void insert(Seen seen) {
    List<Seen> sorted = new ArrayList<>(events);
    int found = Collections.binarySearch(sorted, seen, ORDER);
    sorted.add(found < 0 ? -found - 1 : found, seen);
    events.clear();
    events.addAll(sorted);
  }

  void dropBefore(long time) {
    while (!events.isEmpty() && events.getFirst().time() < time) {
      events.removeFirst();
    }
  }

  void clear() {
    events.clear();
  }

  int size() {
    return events.size();
  }

  long oldest() {
    return events.getFirst().time();
  }

  long newest() {
    return events.isEmpty() ? Long.MIN_VALUE : events.getLast().time();
  }

  List<String> ids() {
    return events.stream().map(Seen::id).toList();
  }

  void write(DataOutput target) throws IOException {
    Compact.writeNumber(events.size(), target);
    long before = 0;
    for (Seen seen : events) {
      Compact.writeNumber(seen.time - before, target);
      Compact.writeText(seen.id, target);
      before = seen.time;
    }
  }

  void read(DataInput source) throws IOException {
    long time = 0;
    for (long left = Compact.readNumber(source); left > 0; left--) {
      time += Compact.readNumber(source);
      events.addLast(new Seen(time, Compact.readText(source)));
    }
  }
}
