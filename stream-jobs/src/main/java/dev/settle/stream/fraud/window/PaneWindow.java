package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyField;
import dev.settle.stream.fraud.rule.Pattern;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
  private final Panes panes = new Panes();
  private final RecentEvents recent = new RecentEvents(EVENT_IDS_MAX);

  /** Only of a rule that counts them. */
  private @Nullable DistinctValues distinct;

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
        panes.payments(),
        recent.ids());
  }

  private void add(Pattern.Threshold pattern, FraudEvent event) {
    panes.add(pane(event.time(), pattern.paneMs()), event.refund(), event.amount());
    recent.add(event.time(), event.id());
    KeyField field = pattern.distinctField();
    if (field != null && !field.of(event).isEmpty()) {
      DistinctValues values = distinct == null ? new DistinctValues() : distinct;
      values.add(field.of(event), event.time());
      distinct = values;
    }
  }

  /** Takes out the panes before the first that counts, one by one as time does. */
  private void expire(Pattern.Threshold pattern, long first) {
    while (!panes.isEmpty() && panes.first() < first) {
      long left = panes.first();
      panes.removeFirst();
      if (distinct != null) {
        distinct.dropBefore((left + 1) * pattern.paneMs());
      }
      if (!isAcross(pattern)) {
        crossed = false;
      }
    }
  }

  private boolean isAcross(Pattern.Threshold pattern) {
    return panes.payments() >= pattern.eventsMin()
        && pattern.comparison().holds(value(pattern), pattern.threshold());
  }

  /** The value; there is one only with payments in the window. */
  private long value(Pattern.Threshold pattern) {
    return switch (pattern.aggregate()) {
      case COUNT -> panes.payments();
      case SUM -> panes.paid();
      case AVERAGE -> Math.floorDiv(panes.paid(), panes.payments());
      case MAX -> panes.largest();
      case DISTINCT_COUNT -> distinct == null ? 0 : distinct.size();
      case REFUND_SHARE -> BasisPoints.of(panes.refunded(), panes.paid());
    };
  }

  @Override
  public long emptyAt(FraudRule rule) {
    long paneMs = ((Pattern.Threshold) rule.pattern()).paneMs();
    return panes.isEmpty() ? Long.MIN_VALUE : panes.last() * paneMs + rule.windowMs();
  }

  @Override
  void forgetCrossing() {
    crossed = false;
  }

  @Override
  void writeContent(DataOutput target, EventIds ids) throws IOException {
    target.writeBoolean(crossed);
    target.writeBoolean(distinct != null);
    panes.write(target);
    recent.write(target, ids);
    if (distinct != null) {
      distinct.write(target);
    }
  }

  @Override
  void readContent(DataInput source, EventIds ids) throws IOException {
    crossed = source.readBoolean();
    boolean isDistinct = source.readBoolean();
    panes.read(source);
    recent.read(source, ids);
    if (isDistinct) {
      distinct = new DistinctValues();
      distinct.read(source);
    }
  }
}
