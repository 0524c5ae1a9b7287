package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.RuleReader;
import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that were seen last, each with the time it was seen last. Only {@link
 * RuleReader#DISTINCT_MAX} are kept, those seen most recently. So the number of values is exact up
 * to that bound and stays there above it: for a threshold below the bound, which every rule has,
 * nothing is lost, and a sketch that estimates is not needed.
 */
final class DistinctValues {
  /** By the time they were seen last, oldest first. */
  private final LinkedHashMap<String, Long> lastSeen = new LinkedHashMap<>();

  private long newest = Long.MIN_VALUE;

  void add(String value, long time) {
    Long before = lastSeen.remove(value);
    long last = before == null ? time : Math.max(time, before);
    lastSeen.put(value, last);
    if (last < newest) {
      sort();
    } else {
      newest = last;
    }
    if (lastSeen.size() > RuleReader.DISTINCT_MAX) {
      Iterator<String> oldest = lastSeen.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** After a late event, which is rare. */
  private void sort() {
    List<Map.Entry<String, Long>> entries = new ArrayList<>();
    lastSeen.forEach((value, time) -> entries.add(Map.entry(value, time)));
    entries.sort(Map.Entry.comparingByValue());
    lastSeen.clear();
    entries.forEach(entry -> lastSeen.put(entry.getKey(), entry.getValue()));
  }

  void dropBefore(long time) {
    Iterator<Long> times = lastSeen.values().iterator();
    while (times.hasNext() && times.next() < time) {
      times.remove();
    }
  }

  int size() {
    return lastSeen.size();
  }

  void write(DataOutput target) throws IOException {
    Compact.writeNumber(lastSeen.size(), target);
    long before = 0;
    for (Map.Entry<String, Long> entry : lastSeen.entrySet()) {
      Compact.writeText(entry.getKey(), target);
      Compact.writeNumber(entry.getValue() - before, target);
      before = entry.getValue();
    }
  }

  void read(DataInput source) throws IOException {
    long time = 0;
    for (long left = Compact.readNumber(source); left > 0; left--) {
      String value = Compact.readText(source);
      time += Compact.readNumber(source);
      lastSeen.put(value, time);
      newest = time;
    }
  }
}
