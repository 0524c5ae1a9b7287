package dev.settle.stream.fraud.backtest;

import dev.settle.stream.fraud.rule.FraudRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done in a period.
 *
 * @param rule the rule
 * @param alerts how many it would have raised
 * @param hits alerts that name an order labelled as fraud among the events that made them
 * @param crossedByFraud alerts of which the event that crossed is itself labelled as fraud
 * @param frauds labelled orders of the period that some alert names
 * @param keys different keys that it alerted for
 * @param addsFrauds frauds that no other rule of the set names
 * @param addsAlerts alerts at whose event no other rule of the set alerts
 * @param byDay alerts of each day that has some
 * @param topKeys keys with the most alerts, most first
 * @param pausedAt when the job would have paused it for too many new keys; null: never
 */
public record RuleFigures(
    FraudRule rule,
    long alerts,
    long hits,
    long crossedByFraud,
    long frauds,
    long keys,
    long addsFrauds,
    long addsAlerts,
    Map<LocalDate, Long> byDay,
    List<Map.Entry<String, Long>> topKeys,
    @Nullable Long pausedAt) {}
