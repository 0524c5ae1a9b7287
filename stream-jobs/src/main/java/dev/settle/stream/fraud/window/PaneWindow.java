package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyField;
import dev.settle.stream.fraud.rule.Pattern;
import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value over a window that slides by panes: at a time in pane n of a window of k panes it is made
 * of the events in panes n−k+1 to n. A running total is kept; a pane that leaves is taken out of
 * it.
 *
 * <p><b>Crossings.</b> An event that takes the value across the threshold makes a finding. The
 * crossing lasts until the value is no longer across, by another event or because a pane has left;
 * only then can the next be found. Time alone makes no finding.
 */
final class PaneWindow extends RuleWindow {
  private final TreeMap<Long, Pane> panes = new TreeMap<>();
  private final Pane total = new Pane();
  private final RecentEvents recent = new RecentEvents(EVENT_IDS_MAX);
  private final DistinctValues distinct = new DistinctValues();
  private boolean crossed;

  static long pane(long time, long paneMs) {
    return Math.floorDiv(time, paneMs);
  }

  @Override
  @Nullable Finding take(FraudRule rule, String key, FraudEvent event, long now) {
    Pattern.Threshold pattern = (Pattern.Threshold) rule.pattern();
    long current = pane(now, pattern.paneMs());
    long first = current - panes(rule, pattern) + 1;
    expire(pattern, first);
    add(pattern, event);
    if (!isAcross(pattern)) {
      crossed = false;
      return null;
    }
    if (crossed) {
      return null;
    }
    crossed = true;
    recent.dropBefore(first * pattern.paneMs());
    return new Finding(
        value(pattern),
        pattern.threshold(),
        first * pattern.paneMs(),
        (current + 1) * pattern.paneMs(),
        total.payments,
        recent.ids());
  }

  private void add(Pattern.Threshold pattern, FraudEvent event) {
    Pane pane = panes.computeIfAbsent(pane(event.time(), pattern.paneMs()), index -> new Pane());
    pane.add(event.refund(), event.amount());
    total.add(event.refund(), event.amount());
    recent.add(event.time(), event.id());
    KeyField field = pattern.distinctField();
    if (field != null && !field.of(event).isEmpty()) {
      distinct.add(field.of(event), event.time());
    }
  }

  /** Takes out the panes before the first that counts, one by one as time does. */
  private void expire(Pattern.Threshold pattern, long first) {
    while (!panes.isEmpty() && panes.firstKey() < first) {
      Map.Entry<Long, Pane> left = panes.pollFirstEntry();
      total.subtract(left.getValue());
      if (left.getValue().largest == total.largest) {
        total.largest = panes.values().stream().mapToLong(pane -> pane.largest).max().orElse(0);
      }
      distinct.dropBefore((left.getKey() + 1) * pattern.paneMs());
      if (!isAcross(pattern)) {
        crossed = false;
      }
    }
  }

  private boolean isAcross(Pattern.Threshold pattern) {
    return total.payments >= pattern.eventsMin()
        && pattern.comparison().holds(value(pattern), pattern.threshold());
  }

  /** The value; there is one only with payments in the window. */
  private long value(Pattern.Threshold pattern) {
    return switch (pattern.aggregate()) {
      case COUNT -> total.payments;
      case SUM -> total.paid;
      case AVERAGE -> Math.floorDiv(total.paid, total.payments);
      case MAX -> total.largest;
      case DISTINCT_COUNT -> distinct.size();
      case REFUND_SHARE -> BasisPoints.of(total.refunded, total.paid);
    };
  }

  @Override
  public long emptyAt(FraudRule rule) {
    long paneMs = ((Pattern.Threshold) rule.pattern()).paneMs();
    return panes.isEmpty() ? Long.MIN_VALUE : panes.lastKey() * paneMs + rule.windowMs();
  }

  @Override
  void forgetCrossing() {
    crossed = false;
  }

  @Override
  void writeContent(DataOutput target) throws IOException {
    target.writeBoolean(crossed);
    Compact.writeNumber(panes.size(), target);
    for (Map.Entry<Long, Pane> entry : panes.entrySet()) {
      Compact.writeNumber(entry.getKey(), target);
      entry.getValue().write(target);
    }
    recent.write(target);
    distinct.write(target);
  }

  @Override
  void readContent(DataInput source) throws IOException {
    crossed = source.readBoolean();
    for (long left = Compact.readNumber(source); left > 0; left--) {
      long index = Compact.readNumber(source);
      Pane pane = Pane.read(source);
      panes.put(index, pane);
      total.payments += pane.payments;
      total.paid += pane.paid;
      total.refunded += pane.refunded;
      total.largest = Math.max(total.largest, pane.largest);
    }
    recent.read(source);
    distinct.read(source);
  }
}
