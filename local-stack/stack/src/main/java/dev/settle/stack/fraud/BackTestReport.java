package dev.settle.stack.fraud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.stream.fraud.backtest.Outcome;
import dev.settle.stream.fraud.backtest.RuleFigures;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a back-test says, to a person and to tools. */
public record BackTestReport(
    LocalDate from, LocalDate to, ZoneId zone, long unreadable, Outcome outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A table, a line a rule. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s to %s (%s), days: %d; payments and refunds: %,d; orders labelled as fraud: %,d%n",
            from,
            to,
            zone,
            outcome.days(),
            outcome.events(),
            outcome.frauds()));
    text.append(
        "%-30s %-7s %9s %10s %8s %9s %8s %8s %8s %9s%n"
            .formatted(
                "rule",
                "status",
                "alerts",
                "a day",
                "hits",
                "precision",
                "found",
                "recall",
                "adds",
                "only here"));
    outcome.rules().forEach(rule -> text.append(line(rule)));
    text.append(
        String.format(
            Locale.ROOT,
            "%-30s %-7s %9d %10s %8d %9s %8d %8s%n",
            "all",
            "",
            outcome.alerts(),
            outcome.perDay(outcome.alerts()),
            outcome.hits(),
            percent(Outcome.basisPoints(outcome.hits(), outcome.alerts())),
            outcome.found(),
            percent(Outcome.basisPoints(outcome.found(), outcome.frauds()))));
    for (RuleFigures rule : outcome.rules()) {
      Long pausedAt = rule.pausedAt();
      if (pausedAt != null) {
        text.append(
            "%s was paused at %s: more new keys in a minute than keys_per_minute_max %d%n"
                .formatted(
                    rule.rule().id(),
                    Instant.ofEpochMilli(pausedAt),
                    rule.rule().keysPerMinuteMax()));
      }
    }
    if (outcome.frauds() == 0) {
      text.append(
          "no order of the period is labelled as fraud: recall has no meaning%n".formatted());
    }
    if (unreadable > 0) {
      text.append("versions of orders that could not be read: %d%n".formatted(unreadable));
    }
    return text.toString();
  }

  private String line(RuleFigures rule) {
    return String.format(
        Locale.ROOT,
        "%-30s %-7s %9d %10s %8d %9s %8d %8s %8d %9d%n",
        rule.rule().id(),
        rule.rule().status(),
        rule.alerts(),
        outcome.perDay(rule.alerts()),
        rule.hits(),
        percent(Outcome.basisPoints(rule.hits(), rule.alerts())),
        rule.frauds(),
        percent(Outcome.basisPoints(rule.frauds(), outcome.frauds())),
        rule.addsFrauds(),
        rule.addsAlerts());
  }

  private static String percent(@Nullable Long basisPoints) {
    return basisPoints == null ? "-" : BigDecimal.valueOf(basisPoints, 2).toPlainString() + " %";
  }

  /** One object. Ratios are basis points, null without a whole. */
  public String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("from", from.toString()).put("to", to.toString()).put("zone", zone.getId());
    node.put("days", outcome.days()).put("events", outcome.events());
    node.put("unreadable", unreadable).put("frauds", outcome.frauds());
    ratios(node, outcome.alerts(), outcome.hits(), outcome.found());
    ArrayNode rules = node.putArray("rules");
    for (RuleFigures figures : outcome.rules()) {
      rule(rules.addObject(), figures);
    }
    return node.toString();
  }

  private void rule(ObjectNode node, RuleFigures rule) {
    node.put("ruleId", rule.rule().id()).put("name", rule.rule().name());
    node.put("status", rule.rule().status().name()).put("action", rule.rule().action().name());
    ratios(node, rule.alerts(), rule.hits(), rule.frauds());
    node.put("crossedByFraud", rule.crossedByFraud()).put("keys", rule.keys());
    node.put("addsFrauds", rule.addsFrauds()).put("addsAlerts", rule.addsAlerts());
    Long pausedAt = rule.pausedAt();
    node.put("pausedAt", pausedAt == null ? null : Instant.ofEpochMilli(pausedAt).toString());
    ObjectNode days = node.putObject("alertsByDay");
    new TreeMap<>(rule.byDay()).forEach((day, alerts) -> days.put(day.toString(), alerts));
    ArrayNode keys = node.putArray("topKeys");
    for (Map.Entry<String, Long> key : rule.topKeys()) {
      keys.addObject().put("key", key.getKey()).put("alerts", key.getValue());
    }
  }

  private void ratios(ObjectNode node, long alerts, long hits, long found) {
    node.put("alerts", alerts).put("alertsPerDay", outcome.perDay(alerts)).put("hits", hits);
    node.put("precisionBasisPoints", Outcome.basisPoints(hits, alerts)).put("found", found);
    node.put("recallBasisPoints", Outcome.basisPoints(found, outcome.frauds()));
  }
}
