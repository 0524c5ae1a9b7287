package dev.settle.stream.fraud;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** History in memory, read a few events at a time. */
final class MemoryHistory implements History {
  private static final long serialVersionUID = 1;
  private static final int PIECE = 3;

  /** Gives all the events that there are. */
  interface Events extends Serializable {
    List<CapturedEvent> all();
  }

  private final Events source;

  MemoryHistory(Events source) {
    this.source = source;
  }

  @Override
  public Reader read(Map<Integer, Long> from, long fromTime, Map<Integer, Long> to) {
    List<CapturedEvent> events = source.all();
    Map<Integer, Long> next = new TreeMap<>();
    to.keySet().forEach(partition -> move(next, to, partition, from.getOrDefault(partition, 0L)));
    return new Reader() {
      @Override
      public List<CapturedEvent> poll(Collection<Integer> partitions) {
        List<CapturedEvent> found = new ArrayList<>();
        for (int partition : partitions) {
          long begin = next.getOrDefault(partition, Long.MAX_VALUE);
          events.stream()
              .filter(e -> e.partition() == partition)
              .filter(e -> e.offset() >= begin && e.offset() < begin + PIECE)
              .filter(e -> e.offset() <= to.getOrDefault(partition, -1L))
              .forEach(found::add);
          move(next, to, partition, begin + PIECE);
        }
        return found;
      }

      @Override
      public Map<Integer, Long> next() {
        return next;
      }

      @Override
      public void close() {
        next.clear();
      }
    };
  }

  private static void move(
      Map<Integer, Long> next, Map<Integer, Long> to, int partition, long offset) {
    if (offset > to.getOrDefault(partition, -1L)) {
      next.remove(partition);
    } else {
      next.put(partition, offset);
    }
  }
}
