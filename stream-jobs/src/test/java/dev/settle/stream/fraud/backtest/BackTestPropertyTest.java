package dev.settle.stream.fraud.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.window.Histories;
import dev.settle.stream.fraud.window.Oracle;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BackTestPropertyTest {
  @Provide
  Arbitrary<List<FraudEvent>> histories() {
    return Histories.events(60);
  }

  @Property(tries = 300)
  void shouldFindWhatTheDefinitionFinds(@ForAll("histories") List<FraudEvent> events) {
    List<FraudRule> rules = Histories.rules().stream().map(Rules::rule).toList();
    List<String> found = new ArrayList<>();
    BackTest test =
        new BackTest(
            rules,
            LocalDate.EPOCH,
            LocalDate.EPOCH,
            ZoneOffset.UTC,
            Set.of("o1", "o5"),
            (alert, isHit) ->
                found.add(
                    "%s %s %s=%d"
                        .formatted(
                            alert.rule().id(),
                            alert.key(),
                            alert.event().id(),
                            alert.finding().value())));
    events.stream().sorted(FraudEvent.ORDER).forEach(test::accept);

    List<String> expected = new ArrayList<>();
    for (FraudRule rule : rules) {
      byKey(rule, events)
          .forEach(
              (key, of) ->
                  Oracle.findings(rule, key, of)
                      .forEach(finding -> expected.add(rule.id() + " " + key + " " + finding)));
    }
    assertThat(found.stream().sorted().toList())
        .isEqualTo(expected.stream().sorted(Comparator.naturalOrder()).toList());
    assertThat(test.outcome().alerts()).isEqualTo(expected.size());
  }

  private static Map<String, List<FraudEvent>> byKey(FraudRule rule, List<FraudEvent> events) {
    Map<String, List<FraudEvent>> byKey = new TreeMap<>();
    for (FraudEvent event : events.stream().sorted(FraudEvent.ORDER).toList()) {
      for (String key : rule.key().keysOf(event)) {
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
      }
    }
    return byKey;
  }
}
