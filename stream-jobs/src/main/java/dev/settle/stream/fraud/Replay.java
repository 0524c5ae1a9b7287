package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the history of some rules once, all partitions in step, and gives each rule what it counts,
 * in order. It can be left and gone on with at any point.
 */
final class Replay implements AutoCloseable {
  /** A partition is not read further ahead of the one that is behind, in event time. */
  private static final long LEAD_MS = 60_000;

  private static final long READ_TO_ITS_END = Long.MAX_VALUE;

  /**
   * What was across its threshold at the last event of the history depends on a window before that;
   * so does what a sequence had used up.
   */
  private static final int WINDOWS = 2;

  /**
   * A rule with its part of the history.
   *
   * @param ruleId the rule's id
   * @param fromTime first event time that can matter for it
   */
  record Part(String ruleId, FraudRule rule, RuleStart start, long fromTime) {
    static Part of(FraudRule rule, RuleStart start, long historyMaxMs) {
      long windowMs = WINDOWS * rule.windowMs();
      long from =
          start.safeTime() == Long.MIN_VALUE
              ? Long.MIN_VALUE
              : start.safeTime() - Math.min(windowMs, historyMaxMs);
      return new Part(rule.id(), rule, start, from);
    }

    private boolean has(CapturedEvent captured) {
      long time = captured.event().time();
      return start.isHistory(captured.partition(), captured.offset(), time)
          && time > fromTime
          && rule.counts(captured.event());
    }
  }

  private final List<Part> parts;
  private final long outOfOrdernessMs;
  private final TopicProgress progress = new TopicProgress();
  private final Map<Integer, Long> newest = new TreeMap<>();
  private final PriorityQueue<CapturedEvent> read =
      new PriorityQueue<>(Comparator.comparing(CapturedEvent::event, FraudEvent.ORDER));
  private final Collection<Integer> partitions;
  private final History.Reader reader;
  private long sent;

  Replay(
      List<Part> parts,
      History history,
      long outOfOrdernessMs,
      Iterable<HistoryPosition> positions,
      Iterable<CapturedEvent> alreadyRead,
      Iterable<PartitionProgress> alreadySeen)
      throws IOException {
    this.parts = parts;
    this.outOfOrdernessMs = outOfOrdernessMs;
    Map<Integer, Long> from = new TreeMap<>();
    for (HistoryPosition position : positions) {
      from.put(position.partition(), position.next());
      newest.put(position.partition(), position.newest());
    }
    alreadyRead.forEach(read::add);
    alreadySeen.forEach(progress::restore);
    Map<Integer, Long> to = last(parts);
    partitions = to.keySet();
    reader = history.read(from, earliest(parts), to);
  }

  private static long earliest(List<Part> parts) {
    return parts.stream().mapToLong(Part::fromTime).min().orElse(Long.MAX_VALUE);
  }

  private static Map<Integer, Long> last(List<Part> parts) {
    Map<Integer, Long> to = new TreeMap<>();
    for (Part part : parts) {
      part.start.read().forEach((partition, offset) -> to.merge(partition, offset, Math::max));
    }
    return to;
  }

  /**
   * Reads on, and gives out what is surely next.
   *
   * @return false when all has been given
   */
  boolean step(Consumer<KeyedEvent> out) throws IOException {
    for (CapturedEvent captured : reader.poll(behind(reader.next().keySet()))) {
      newest.merge(captured.partition(), captured.event().time(), Math::max);
      if (!progress.isRepeated(captured)) {
        read.add(captured);
      }
    }
    Collection<Integer> open = reader.next().keySet();
    long bound = open.isEmpty() ? Long.MAX_VALUE : leastOf(open);
    while (!read.isEmpty()
        && (open.isEmpty() || read.element().event().time() < bound - outOfOrdernessMs)) {
      give(read.remove(), out);
    }
    return !open.isEmpty();
  }

  private void give(CapturedEvent captured, Consumer<KeyedEvent> out) {
    for (Part part : parts) {
      if (part.has(captured)) {
        int sides = part.rule.key().sidesOf(captured.event());
        if (sides == 0) {
          continue;
        }
        for (Home home : part.rule.homesOf(captured.event(), sides)) {
          out.accept(KeyedEvent.history(home, captured, part.ruleId, part.start.start()));
          sent++;
        }
      }
    }
  }

  private long leastOf(Collection<Integer> partitions) {
    long least = Long.MAX_VALUE;
    for (int partition : partitions) {
      least = Math.min(least, newestOf(partition));
    }
    return least;
  }

  private List<Integer> behind(Collection<Integer> open) {
    long least = leastOf(open);
    List<Integer> behind = new ArrayList<>();
    for (int partition : open) {
      if (newestOf(partition) - LEAD_MS <= least) {
        behind.add(partition);
      }
    }
    return behind;
  }

  /** Far in the past, but so that it can be reckoned with, when nothing was read. */
  private long newestOf(int partition) {
    return newest.getOrDefault(partition, Long.MIN_VALUE / 2);
  }

  List<HistoryPosition> positions() {
    List<HistoryPosition> positions = new ArrayList<>();
    for (int partition : partitions) {
      long next = reader.next().getOrDefault(partition, READ_TO_ITS_END);
      positions.add(new HistoryPosition(partition, next, newestOf(partition)));
    }
    return positions;
  }

  List<CapturedEvent> read() {
    return new ArrayList<>(read);
  }

  List<PartitionProgress> seen() {
    return progress.toState(0, 1);
  }

  /** Events given out, once a key and rule. */
  long sent() {
    return sent;
  }

  @Override
  public void close() {
    reader.close();
  }
}
