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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * A rule that is added while the job runs finds, from then on, what it would have found had it been
 * there from the start: with events out of order, over two partitions, while its history is read a
 * piece at a time, and through a restore.
 */
class NewRulePropertyTest {
  private static final long BOUND_MS = 3_000;
  private static final int PARTITIONS = 2;

  @Provide
  Arbitrary<List<FraudEvent>> histories() {
    return Histories.events(60);
  }

  @Property(tries = 200)
  void shouldFindWhatARuleFindsThatWasThereFromTheStart(
      @ForAll("histories") List<FraudEvent> events, @ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<FraudEvent> arriving = disordered(events, random);
    int addedAt = random.nextInt(events.size() + 1);
    int readFrom = addedAt + random.nextInt(events.size() - addedAt + 1);
    int restoredAt = random.nextInt(events.size() + 1);
    long[] newest = new long[PARTITIONS];
    Set<String> before = new HashSet<>();

    JobHarness job = new JobHarness(PARTITIONS);
    List<String> found = new ArrayList<>();
    try {
      job.holdHistory();
      for (int i = 0; i <= arriving.size(); i++) {
        if (i == addedAt) {
          for (FraudRuleRow row : Histories.rules()) {
            job.rule(row);
          }
          before.addAll(historyOf(arriving.subList(0, i), newest));
        }
        if (i >= readFrom) {
          job.readHistory();
        }
        if (i == restoredAt) {
          JobHarness next = job.restored(new HashMapStateBackend(), job.snapshot());
          next.holdHistory();
          found.addAll(job.lines());
          job.close();
          job = next;
          for (int p = 0; p < PARTITIONS; p++) {
            watermark(job, p, newest[p]);
          }
        }
        if (i < arriving.size()) {
          FraudEvent event = arriving.get(i);
          int partition = Math.floorMod(event.id().hashCode(), PARTITIONS);
          job.send(event, partition);
          newest[partition] = Math.max(newest[partition], event.time());
          watermark(job, partition, newest[partition]);
        }
      }
      job.readAllHistory();
      job.watermark(1_000_000_000);
      found.addAll(job.lines());

      assertThat(found).containsExactlyInAnyOrderElementsOf(expected(events, before));
      assertThat(job.stateEntries()).isZero();
      assertThat(job.timers()).isZero();
    } finally {
      job.close();
    }
  }

  private static void watermark(JobHarness job, int partition, long newest) throws Exception {
    if (newest > 0) {
      job.watermark(partition, newest - BOUND_MS - 1);
    }
  }

  /** What had come and was passed by the watermark that is furthest. */
  private static Set<String> historyOf(List<FraudEvent> come, long[] newest) {
    long sentTo = Math.max(newest[0], newest[1]) - BOUND_MS - 1;
    return come.stream()
        .filter(event -> event.time() <= sentTo)
        .map(FraudEvent::id)
        .collect(Collectors.toSet());
  }

  /** No event comes after one that is newer by more than the bound. */
  private static List<FraudEvent> disordered(List<FraudEvent> events, Random random) {
    Map<String, Long> arrivals = new HashMap<>();
    events.forEach(event -> arrivals.put(event.id(), event.time() + random.nextLong(BOUND_MS)));
    return events.stream()
        .sorted(Comparator.comparingLong(event -> arrivals.getOrDefault(event.id(), 0L)))
        .toList();
  }

  private static List<String> expected(List<FraudEvent> events, Set<String> before) {
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
              Oracle.findings(rule, key, history).stream()
                  .filter(found -> !before.contains(found.substring(0, found.indexOf('='))))
                  .forEach(found -> lines.add(rule.id() + " " + key + " " + found)));
    }
    return lines;
  }
}
