package dev.settle.stream.kafka;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group whose counters can be read. */
final class CountingMetrics extends UnregisteredMetricsGroup {
  private final Map<String, Counter> counters = new TreeMap<>();

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, n -> new SimpleCounter());
  }

  /** How far a counter has got; -1 when there is none of that name. */
  long count(String name) {
    Counter counter = counters.get(name);
    return counter == null ? -1 : counter.getCount();
  }
}
