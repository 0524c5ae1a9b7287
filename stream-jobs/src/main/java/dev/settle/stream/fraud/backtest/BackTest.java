package dev.settle.stream.fraud.backtest;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Rules over history. Give it the events from {@link #warmUpFrom()} on, in the order of {@link
 * FraudEvent#ORDER}: those before the period fill the windows, and what crosses in the period
 * counts.
 *
 * <p><b>Labels.</b> An order is a fraud when its last label says so; one without a label counts as
 * no fraud. An alert is a hit when one of the events that it names (the newest 50 of its window) is
 * of a fraud. A fraud is found when an alert of the period names it; those that were paid in the
 * period are what there was to find.
 *
 * <p><b>Memory.</b> The windows, as in the job, the labelled frauds and what is counted of each
 * alert; both are limited.
 */
public final class BackTest {
  /** Windows of all rules that are held at once. */
  static final int WINDOWS_MAX = 10_000_000;

  /** Alerts that are counted. */
  static final int ALERTS_MAX = 5_000_000;

  private static final int TOP_KEYS = 5;
  private static final int CHECK_EVERY_EVENTS = 10_000;

  private static final class Counts {
    long alerts;
    long hits;
    long crossedByFraud;
    final Map<String, Long> byKey = new HashMap<>();
    final Map<LocalDate, Long> byDay = new TreeMap<>();
  }

  private final LocalDate from;
  private final LocalDate until;
  private final ZoneId zone;
  private final long fromMs;
  private final long toMs;
  private final Set<String> fraudulentOrders;
  private final BiConsumer<Alert, Boolean> listener;
  private final List<RuleReplay> replays = new ArrayList<>();
  private final List<Counts> counts = new ArrayList<>();

  /** The rules that named a fraud of the period, by the fraud. */
  private final Map<String, BitSet> foundBy = new HashMap<>();

  /** The rules that alerted at an event, and how often, by the event. */
  private final Map<String, Map<Integer, Integer>> alertedAt = new HashMap<>();

  private long events;
  private long seen;

  /**
   * A back-test of a period.
   *
   * @param from first day
   * @param to last day
   * @param zone of the days
   * @param fraudulentOrders orders whose last label says fraud
   * @param listener gets each alert of the period, with whether it names a fraud
   */
  public BackTest(
      List<FraudRule> rules,
      LocalDate from,
      LocalDate to,
      ZoneId zone,
      Set<String> fraudulentOrders,
      BiConsumer<Alert, Boolean> listener) {
    this.from = from;
    this.until = to.plusDays(1);
    this.zone = zone;
    this.fromMs = from.atStartOfDay(zone).toInstant().toEpochMilli();
    this.toMs = until.atStartOfDay(zone).toInstant().toEpochMilli();
    this.fraudulentOrders = fraudulentOrders;
    this.listener = listener;
    for (FraudRule rule : rules) {
      replays.add(new RuleReplay(rule));
      counts.add(new Counts());
    }
  }

  /** The first time whose events can matter to the period: the longest window before it. */
  public long warmUpFrom() {
    long longest = replays.stream().mapToLong(replay -> replay.rule().windowMs()).max().orElse(0);
    return Math.max(0, fromMs - longest);
  }

  /** The first time after the period. */
  public long until() {
    return toMs;
  }

  /**
   * Takes the next event.
   *
   * @throws BackTestException when more would have to be held than it may
   */
  public void accept(FraudEvent event) {
    if (isInPeriod(event.time())) {
      events++;
      if (!event.refund() && fraudulentOrders.contains(event.orderId())) {
        foundBy.computeIfAbsent(event.orderId(), id -> new BitSet());
      }
    }
    for (int i = 0; i < replays.size(); i++) {
      int rule = i;
      replays.get(i).accept(event, alert -> count(rule, alert));
    }
    if (++seen % CHECK_EVERY_EVENTS == 0) {
      requireRoom();
    }
  }

  private boolean isInPeriod(long time) {
    return time >= fromMs && time < toMs;
  }

  private void requireRoom() {
    long windows = replays.stream().mapToLong(RuleReplay::windows).sum();
    if (windows > WINDOWS_MAX) {
      throw new BackTestException(
          "the rules hold more than "
              + WINDOWS_MAX
              + " windows at once: test fewer rules, or with shorter windows");
    }
  }

  private void count(int rule, Alert alert) {
    if (!isInPeriod(alert.event().time())) {
      return;
    }
    Counts of = counts.get(rule);
    of.alerts++;
    of.byKey.merge(alert.key(), 1L, Long::sum);
    of.byDay.merge(dayOf(alert.event().time()), 1L, Long::sum);
    boolean isHit = false;
    for (String id : alert.finding().eventIds()) {
      String order = orderOf(id);
      if (fraudulentOrders.contains(order)) {
        isHit = true;
        BitSet rules = foundBy.get(order);
        if (rules != null) {
          rules.set(rule);
        }
      }
    }
    of.hits += isHit ? 1 : 0;
    of.crossedByFraud += fraudulentOrders.contains(alert.event().orderId()) ? 1 : 0;
    alertedAt
        .computeIfAbsent(alert.event().id(), id -> new HashMap<>(2))
        .merge(rule, 1, Integer::sum);
    if (alertedAt.size() > ALERTS_MAX) {
      throw new BackTestException(
          "more than " + ALERTS_MAX + " alerts: raise the thresholds or test a shorter period");
    }
    listener.accept(alert, isHit);
  }

  private LocalDate dayOf(long time) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
  }

  /** The order of an event's id; of a refund what stands before the version. */
  private String orderOf(String eventId) {
    int version = eventId.lastIndexOf('#');
    return version < 0 || fraudulentOrders.contains(eventId)
        ? eventId
        : eventId.substring(0, version);
  }

  /** The figures, after the last event. */
  public Outcome outcome() {
    List<RuleFigures> figures = new ArrayList<>();
    for (int rule = 0; rule < replays.size(); rule++) {
      figures.add(figures(rule));
    }
    return new Outcome(
        ChronoUnit.DAYS.between(from, until),
        events,
        foundBy.size(),
        counts.stream().mapToLong(of -> of.alerts).sum(),
        counts.stream().mapToLong(of -> of.hits).sum(),
        foundBy.values().stream().filter(rules -> !rules.isEmpty()).count(),
        figures);
  }

  private RuleFigures figures(int rule) {
    Counts of = counts.get(rule);
    return new RuleFigures(
        replays.get(rule).rule(),
        of.alerts,
        of.hits,
        of.crossedByFraud,
        foundBy.values().stream().filter(rules -> rules.get(rule)).count(),
        of.byKey.size(),
        foundBy.values().stream()
            .filter(rules -> rules.get(rule) && rules.cardinality() == 1)
            .count(),
        alertedAt.values().stream()
            .filter(rules -> rules.size() == 1)
            .mapToLong(rules -> rules.getOrDefault(rule, 0))
            .sum(),
        Collections.unmodifiableMap(of.byDay),
        of.byKey.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(TOP_KEYS)
            .<Map.Entry<String, Long>>map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .toList(),
        replays.get(rule).pausedAt());
  }
}
