package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.Aggregate;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyField;
import dev.settle.stream.fraud.rule.KeyOf;
import dev.settle.stream.fraud.rule.Pattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a rule finds, written from its definition: for every event the whole history is looked at
 * anew. Simple and slow.
 */
public final class Oracle {
  private Oracle() {}

  /** Each finding of the events of one key as {@code event id=value}, in order. */
  public static List<String> findings(FraudRule rule, String key, List<FraudEvent> all) {
    List<FraudEvent> events = all.stream().filter(rule::counts).sorted(FraudEvent.ORDER).toList();
    if (rule.pattern() instanceof Pattern.Threshold threshold) {
      return crossings(rule, threshold, events);
    }
    return rule.pattern() instanceof Pattern.SmallThenLarge sequence
        ? smallThenLarge(rule, sequence, events)
        : passThrough(rule, (Pattern.PassThrough) rule.pattern(), key, events);
  }

  private static List<String> crossings(
      FraudRule rule, Pattern.Threshold pattern, List<FraudEvent> events) {
    List<String> found = new ArrayList<>();
    boolean crossed = false;
    for (int i = 0; i < events.size(); i++) {
      long pane = Math.floorDiv(events.get(i).time(), pattern.paneMs());
      if (i > 0) {
        // Time goes on, pane by pane, since the event before.
        long last = Math.floorDiv(events.get(i - 1).time(), pattern.paneMs());
        for (long at = last + 1; at <= pane; at++) {
          crossed &= isAcross(pattern, window(rule, pattern, events.subList(0, i), at));
        }
      }
      List<FraudEvent> window = window(rule, pattern, events.subList(0, i + 1), pane);
      boolean across = isAcross(pattern, window);
      if (across && !crossed) {
        found.add(events.get(i).id() + "=" + value(pattern, window));
      }
      crossed = across;
    }
    return found;
  }

  private static List<FraudEvent> window(
      FraudRule rule, Pattern.Threshold pattern, List<FraudEvent> events, long pane) {
    long first = pane - rule.windowMs() / pattern.paneMs() + 1;
    return events.stream()
        .filter(event -> Math.floorDiv(event.time(), pattern.paneMs()) >= first)
        .toList();
  }

  private static boolean isAcross(Pattern.Threshold pattern, List<FraudEvent> window) {
    long payments = window.stream().filter(event -> !event.refund()).count();
    return payments >= pattern.eventsMin()
        && pattern.comparison().holds(value(pattern, window), pattern.threshold());
  }

  private static long value(Pattern.Threshold pattern, List<FraudEvent> window) {
    List<FraudEvent> payments = window.stream().filter(event -> !event.refund()).toList();
    BigInteger paid = sum(payments);
    if (pattern.aggregate() == Aggregate.DISTINCT_COUNT) {
      KeyField field = Objects.requireNonNull(pattern.distinctField());
      return payments.stream().map(field::of).filter(value -> !value.isEmpty()).distinct().count();
    }
    return switch (pattern.aggregate()) {
      case COUNT, DISTINCT_COUNT -> payments.size();
      case SUM -> paid.longValueExact();
      case AVERAGE -> paid.divide(BigInteger.valueOf(payments.size())).longValueExact();
      case MAX -> payments.stream().mapToLong(FraudEvent::amount).max().orElseThrow();
      case REFUND_SHARE ->
          sum(window.stream().filter(FraudEvent::refund).toList())
              .multiply(BigInteger.valueOf(10_000))
              .divide(paid)
              .min(BigInteger.valueOf(10_000))
              .longValueExact();
    };
  }

  private static BigInteger sum(List<FraudEvent> events) {
    return events.stream()
        .map(event -> BigInteger.valueOf(event.amount()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<String> smallThenLarge(
      FraudRule rule, Pattern.SmallThenLarge pattern, List<FraudEvent> events) {
    List<String> found = new ArrayList<>();
    int unused = 0;
    for (int i = 0; i < events.size(); i++) {
      FraudEvent large = events.get(i);
      long from = large.time() - rule.windowMs();
      long small =
          events.subList(unused, i).stream()
              .filter(e -> e.amount() <= pattern.smallAmountMax() && e.time() > from)
              .count();
      if (large.amount() >= pattern.amountMin() && small >= pattern.smallCount()) {
        found.add(large.id() + "=" + large.amount());
        unused = i + 1;
      }
    }
    return found;
  }

  private static List<String> passThrough(
      FraudRule rule, Pattern.PassThrough pattern, String key, List<FraudEvent> events) {
    List<String> found = new ArrayList<>();
    for (int out = 0; out < events.size(); out++) {
      if (KeyOf.comesIn(events.get(out), key)) {
        continue;
      }
      for (int in = 0; in < out; in++) {
        FraudEvent incoming = events.get(in);
        if (!KeyOf.comesIn(incoming, key)
            || incoming.amount() < pattern.amountMin()
            || incoming.time() <= events.get(out).time() - rule.windowMs()) {
          continue;
        }
        List<FraudEvent> since =
            events.subList(in + 1, out + 1).stream().filter(e -> !KeyOf.comesIn(e, key)).toList();
        long share = share(since, incoming);
        boolean before =
            share(since.subList(0, since.size() - 1), incoming) >= pattern.shareBasisPoints();
        if (share >= pattern.shareBasisPoints() && !before) {
          found.add(events.get(out).id() + "=" + share);
          break;
        }
      }
    }
    return found;
  }

  private static long share(List<FraudEvent> out, FraudEvent in) {
    return sum(out)
        .multiply(BigInteger.valueOf(10_000))
        .divide(BigInteger.valueOf(in.amount()))
        .min(BigInteger.valueOf(10_000))
        .longValueExact();
  }
}
