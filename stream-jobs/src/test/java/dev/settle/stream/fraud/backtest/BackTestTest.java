package dev.settle.stream.fraud.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackTestTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
  private static final long NOON = Instant.parse("2026-03-05T12:00:00Z").toEpochMilli();
  private static final long MIDNIGHT = Instant.parse("2026-03-05T00:00:00Z").toEpochMilli();

  private final List<String> alerts = new ArrayList<>();

  @Test
  void shouldCountAlertsHitsAndFraudsOfARule() {
    // Three payments in ten seconds make an alert: one with a fraud among them, one without.
    Outcome outcome =
        run(
            Set.of("b", "lonely", "never-paid"),
            List.of(Rules.rule(Rules.count("r"))),
            purchase("a", NOON),
            purchase("b", NOON + 1),
            purchase("c", NOON + 2),
            purchase("lonely", NOON + 100_000),
            purchase("d", NOON + 200_000),
            purchase("e", NOON + 200_001),
            purchase("f", NOON + 200_002));

    assertThat(alerts).containsExactly("r c true", "r f false");
    assertThat(outcome.events()).isEqualTo(7);
    assertThat(outcome.frauds()).isEqualTo(2);
    RuleFigures rule = outcome.rules().get(0);
    assertThat(rule.alerts()).isEqualTo(2);
    assertThat(rule.hits()).isEqualTo(1);
    assertThat(rule.crossedByFraud()).isZero();
    assertThat(rule.frauds()).isEqualTo(1);
    assertThat(rule.keys()).isEqualTo(1);
    assertThat(rule.byDay()).isEqualTo(Map.of(DAY, 2L));
    assertThat(rule.topKeys()).containsExactly(Map.entry("payer:u1", 2L));
    assertThat(Outcome.basisPoints(rule.hits(), rule.alerts())).isEqualTo(5_000);
    assertThat(Outcome.basisPoints(outcome.found(), outcome.frauds())).isEqualTo(5_000);
    assertThat(outcome.perDay(outcome.alerts())).isEqualTo("2.00");
  }

  @Test
  void shouldSayWhatEachRuleAdds() {
    FraudRuleRow large = Rules.amounts("large", "MAX", 1_000);
    Outcome outcome =
        run(
            Set.of("c", "x"),
            List.of(Rules.rule(Rules.count("count")), Rules.rule(large)),
            purchase("a", NOON),
            purchase("b", NOON + 1),
            Events.purchase("c", NOON + 2, 5_000),
            Events.purchase("x", NOON + 100_000, 6_000));

    // Both alert at c, which both name; x is found by the second alone.
    RuleFigures count = outcome.rules().get(0);
    RuleFigures max = outcome.rules().get(1);
    assertThat(List.of(count.frauds(), count.addsFrauds(), count.alerts(), count.addsAlerts()))
        .containsExactly(1L, 0L, 1L, 0L);
    assertThat(List.of(max.frauds(), max.addsFrauds(), max.alerts(), max.addsAlerts()))
        .containsExactly(2L, 1L, 2L, 1L);
    assertThat(outcome.found()).isEqualTo(2);
    assertThat(outcome.alerts()).isEqualTo(3);
  }

  @Test
  void shouldFillWindowsBeforeThePeriodAndCountOnlyWhatCrossesInIt() {
    FraudRule rule = Rules.rule(Rules.count("r"));
    Outcome outcome =
        run(
            Set.of("before"),
            List.of(rule),
            purchase("w1", MIDNIGHT - 60_000),
            purchase("w2", MIDNIGHT - 59_999),
            purchase("crossed-before", MIDNIGHT - 59_998),
            purchase("before", MIDNIGHT - 2),
            purchase("y", MIDNIGHT - 1),
            purchase("z", MIDNIGHT));

    assertThat(alerts).containsExactly("r z true");
    assertThat(outcome.events()).isEqualTo(1);
    // The fraud that the alert names was paid before the period: it was not to be found in it.
    assertThat(outcome.frauds()).isZero();
    assertThat(outcome.rules().get(0).frauds()).isZero();
    assertThat(outcome.rules().get(0).hits()).isEqualTo(1);
    assertThat(Outcome.basisPoints(0, outcome.frauds())).isNull();
    BackTest test = new BackTest(List.of(rule), DAY, DAY, ZoneOffset.UTC, Set.of(), (a, h) -> {});
    assertThat(test.warmUpFrom()).isEqualTo(MIDNIGHT - rule.windowMs());
  }

  @Test
  void shouldTakeTheDaysOfTheZone() {
    BackTest test =
        new BackTest(
            List.of(Rules.rule(Rules.count("r"))),
            DAY,
            DAY.plusDays(1),
            ZoneId.of("Asia/Shanghai"),
            Set.of(),
            (alert, isHit) -> {});
    assertThat(Instant.ofEpochMilli(test.until())).isEqualTo("2026-03-06T16:00:00Z");
    assertThat(test.outcome().days()).isEqualTo(2);
  }

  @Test
  void shouldNameTheOrderOfARefund() {
    FraudRuleRow share = Rules.amounts("share", "REFUND_SHARE", 5_000);
    share.setKeyFields(List.of("merchant"));
    FraudEvent refund = Events.refund("o1", NOON + 5, 90);
    Outcome outcome =
        run(
            Set.of("o1"),
            List.of(Rules.rule(share)),
            Events.purchase("o1", NOON, 100),
            new FraudEvent(
                "o1#3",
                "o1",
                true,
                OrderKind.PURCHASE,
                refund.channel(),
                "CNY",
                90,
                "u1",
                "",
                "m1",
                "d1",
                "",
                NOON + 5));

    assertThat(alerts).containsExactly("share o1#3 true");
    assertThat(outcome.rules().get(0).crossedByFraud()).isEqualTo(1);
  }

  @Test
  void shouldPauseARuleWithTooManyNewKeysAsTheJobDoes() {
    FraudRuleRow row = Rules.count("r");
    row.setThreshold(1L);
    row.setKeysPerMinuteMax(2);
    row.setKeyFields(List.of("device"));
    FraudEvent[] events = new FraudEvent[5];
    for (int i = 0; i < events.length; i++) {
      events[i] = Events.event("o" + i, NOON + i, 1, OrderKind.TIP, "u1", "", "d" + i);
    }
    Outcome outcome = run(Set.of(), List.of(Rules.rule(row)), events);

    assertThat(outcome.rules().get(0).alerts()).isEqualTo(2);
    assertThat(outcome.rules().get(0).pausedAt()).isEqualTo(NOON + 2);
  }

  @Test
  void shouldHoldNoWindowsThatHavePassed() {
    RuleReplay replay = new RuleReplay(Rules.rule(Rules.count("r")));
    for (int i = 0; i < 10_000; i++) {
      FraudEvent event = Events.event("o" + i, i * 1_000L, 1, OrderKind.TIP, "u" + i, "", "d");
      replay.accept(event, alert -> {});
      assertThat(replay.windows()).isLessThanOrEqualTo(13);
    }
  }

  private Outcome run(Set<String> frauds, List<FraudRule> rules, FraudEvent... events) {
    BackTest test =
        new BackTest(
            rules,
            DAY,
            DAY,
            ZoneOffset.UTC,
            frauds,
            (alert, isHit) ->
                alerts.add(alert.rule().id() + " " + alert.event().id() + " " + isHit));
    for (FraudEvent event : events) {
      test.accept(event);
    }
    return test.outcome();
  }

  private static FraudEvent purchase(String id, long time) {
    return Events.purchase(id, time, 7);
  }
}
