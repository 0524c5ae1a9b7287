package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.window.Histories;
import dev.settle.stream.fraud.window.Oracle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Events in any order that the watermark allows make the alerts of the definition. */
class OutOfOrderPropertyTest {
  private static final long BOUND_MS = 3_000;

  @Provide
  Arbitrary<List<FraudEvent>> histories() {
    return Histories.events(50);
  }

  @Property(tries = 100)
  void shouldAlertAsTheDefinitionSaysInWhateverOrderEventsCome(
      @ForAll("histories") List<FraudEvent> events, @ForAll long seed) throws Exception {
    try (JobHarness job = new JobHarness()) {
      for (FraudRuleRow row : Histories.rules()) {
        job.rule(row);
      }
      long newest = 0;
      for (FraudEvent event : disordered(events, new Random(seed))) {
        job.send(event);
        newest = Math.max(newest, event.time());
        job.watermark(newest - BOUND_MS - 1);
      }
      job.watermark(newest + 12_000);

      assertThat(job.lines()).containsExactlyInAnyOrderElementsOf(expected(events));
      assertThat(job.late()).isEmpty();
      assertThat(job.stateEntries()).isZero();
      assertThat(job.timers()).isZero();
    }
  }

  /** No event comes after one that is newer by more than the bound. */
  private static List<FraudEvent> disordered(List<FraudEvent> events, Random random) {
    Map<String, Long> arrivals =
        events.stream()
            .collect(
                Collectors.toMap(
                    FraudEvent::id, event -> event.time() + random.nextLong(BOUND_MS)));
    return events.stream()
        .sorted(Comparator.comparingLong(event -> arrivals.getOrDefault(event.id(), 0L)))
        .toList();
  }

  private static List<String> expected(List<FraudEvent> events) {
    List<String> lines = new ArrayList<>();
    for (FraudRuleRow row : Histories.rules()) {
      FraudRule rule = Rules.rule(row);
      Map<String, List<FraudEvent>> byKey = new TreeMap<>();
      for (FraudEvent event : events) {
        for (String key : rule.key().keysOf(event)) {
          byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
        }
      }
      byKey.forEach(
          (key, history) ->
              Oracle.findings(rule, key, history)
                  .forEach(found -> lines.add(rule.id() + " " + key + " " + found)));
    }
    return lines;
  }
}
