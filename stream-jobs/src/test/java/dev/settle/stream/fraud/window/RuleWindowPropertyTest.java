package dev.settle.stream.fraud.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleWindowPropertyTest {
  @Provide
  Arbitrary<List<FraudEvent>> histories() {
    return Histories.events(60);
  }

  @Property(tries = 400)
  void shouldFindWhatTheDefinitionFinds(@ForAll("histories") List<FraudEvent> events)
      throws IOException {
    for (FraudRuleRow row : Histories.rules()) {
      FraudRule rule = Rules.rule(row);
      for (Map.Entry<String, List<FraudEvent>> key : byKey(rule, events).entrySet()) {
        assertThat(findings(rule, key.getKey(), key.getValue()))
            .as(rule.id() + " " + key.getKey())
            .isEqualTo(Oracle.findings(rule, key.getKey(), key.getValue()));
      }
    }
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

  /** The windows' findings, with a window that is stored and read again between events. */
  private static List<String> findings(FraudRule rule, String key, List<FraudEvent> events)
      throws IOException {
    List<String> found = new ArrayList<>();
    RuleWindow window = RuleWindow.of(rule);
    for (FraudEvent event : events) {
      if (rule.counts(event)) {
        if (window.emptyAt(rule) <= event.time()) {
          window = RuleWindow.of(rule);
        }
        Finding finding = window.accept(rule, key, event, event.time());
        if (finding != null) {
          found.add(event.id() + "=" + finding.value());
          assertThat(finding.eventIds()).last().isEqualTo(event.id());
          assertThat(event.time()).isBetween(finding.windowFrom(), finding.windowTo() - 1);
        }
        window = RuleWindow.of(rule, stored(window), 1);
      }
    }
    return found;
  }

  private static RuleWindow stored(RuleWindow window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.write(new DataOutputStream(bytes), new EventIds());
    return RuleWindow.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), new EventIds());
  }
}
