package dev.settle.stream.fraud.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleWindowTest {
  private static final String KEY = "payer:u1";

  @Test
  void shouldFindACrossingOnceUntilItsValueHasFallen() {
    FraudRule rule = Rules.rule(Rules.count("r"));
    RuleWindow window = RuleWindow.of(rule);
    assertThat(accept(rule, window, 1_500, "a")).isNull();
    assertThat(accept(rule, window, 2_500, "b")).isNull();
    assertThat(accept(rule, window, 3_500, "c"))
        .isEqualTo(new Finding(3, 3, -6_000, 4_000, 3, List.of("a", "b", "c")));
    assertThat(accept(rule, window, 4_500, "d")).isNull();
    // At 12 s the panes of a and b have left: two are in the window, the crossing is over.
    assertThat(accept(rule, window, 12_500, "e")).isNotNull();
    assertThat(accept(rule, window, 30_000, "f")).isNull();
  }

  @Test
  void shouldNameTheNewestEventsOfTheWindowOnly() {
    FraudRuleRow row = Rules.count("r");
    row.setThreshold(60L);
    FraudRule rule = Rules.rule(row);
    RuleWindow window = RuleWindow.of(rule);
    Finding found = null;
    for (int i = 0; i < 60; i++) {
      found = accept(rule, window, 100_000 + i, "o" + i);
    }
    assertThat(Objects.requireNonNull(found).events()).isEqualTo(60);
    assertThat(found.eventIds()).hasSize(50).startsWith("o10").endsWith("o59");
  }

  @Test
  void shouldCountDistinctValuesUpToTheirBoundAndKeepNoMore() {
    FraudRuleRow row = Rules.amounts("r", "DISTINCT_COUNT", 999);
    row.setDistinctField("device");
    FraudRule rule = Rules.rule(row);
    RuleWindow window = RuleWindow.of(rule);
    int findings = 0;
    for (int i = 0; i < 5_000; i++) {
      FraudEvent event = Events.event("o" + i, 1_000 + i / 10, 1, OrderKind.TIP, "u1", "", "d" + i);
      findings += window.accept(rule, KEY, event, event.time()) == null ? 0 : 1;
    }
    assertThat(findings).isEqualTo(1);
    // Had it kept them, 999 would still be there after ten seconds of another value.
    assertThat(window.emptyAt(rule)).isEqualTo(11_000);
  }

  @Test
  void shouldTakeSharesOfTheLargestAmountsExactly() {
    assertThat(BasisPoints.of(999_999_999_999_999L, 1_000_000_000_000_000L)).isEqualTo(9_999);
    assertThat(BasisPoints.of(3_000_000_000_000_000_000L, 9_000_000_000_000_000_000L))
        .isEqualTo(3_333);
    assertThat(BasisPoints.of(7, 3)).isEqualTo(10_000);
  }

  @Test
  void shouldGoOnWithItsWindowWhenOnlyTheThresholdChanges() {
    FraudRuleRow row = Rules.count("r");
    FraudRule first = Rules.rule(row);
    RuleWindow window = RuleWindow.of(first);
    accept(first, window, 1_000, "a");
    accept(first, window, 1_001, "b");
    assertThat(accept(first, window, 1_002, "c")).isNotNull();

    row.setVersion(2);
    row.setThreshold(4L);
    FraudRule second = Rules.rule(row);
    window = RuleWindow.of(second, window, 1);
    assertThat(accept(second, window, 1_003, "d")).isNotNull();

    row.setVersion(3);
    row.setFilter("amount > 0");
    FraudRule third = Rules.rule(row);
    window = RuleWindow.of(third, window, 1);
    assertThat(accept(third, window, 1_004, "e")).isNull();
  }

  @Test
  void shouldCountALateEventInItsPaneAsOfNow() {
    FraudRule rule = Rules.rule(Rules.count("r"));
    RuleWindow window = RuleWindow.of(rule);
    accept(rule, window, 9_000, "a");
    accept(rule, window, 9_100, "c");
    FraudEvent late = Events.purchase("b", 5_000, 7);
    assertThat(RuleWindow.takesLate(rule, late, 14_999)).isTrue();
    assertThat(RuleWindow.takesLate(rule, late, 15_000)).isFalse();
    assertThat(RuleWindow.takesLate(Rules.rule(Rules.smallThenLarge("s")), late, 5_001)).isFalse();
    Finding finding = window.accept(rule, KEY, late, 12_000);
    assertThat(Objects.requireNonNull(finding).eventIds()).containsExactly("b", "a", "c");
    assertThat(finding.windowTo()).isEqualTo(13_000);
  }

  private static @Nullable Finding accept(FraudRule rule, RuleWindow window, long time, String id) {
    FraudEvent event = Events.purchase(id, time, 7);
    return window.accept(rule, KEY, event, time);
  }
}
