package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.QuarantineCategory;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the journal step counts since it was started. One thread writes. */
final class JournalMetrics {
  final Counter changes;
  final Counter duplicates;
  final Counter journals;
  final Counter refundsParked;
  final Counter refundsReleased;
  private final Map<QuarantineCategory, Counter> quarantined =
      new EnumMap<>(QuarantineCategory.class);

  /** Read by the metrics' own thread. */
  private volatile long lastLsn;

  JournalMetrics(MetricGroup group) {
    changes = group.counter("changesIn");
    duplicates = group.counter("duplicates");
    journals = group.counter("journals");
    refundsParked = group.counter("refundsParked");
    refundsReleased = group.counter("refundsReleased");
    for (QuarantineCategory category : QuarantineCategory.values()) {
      quarantined.put(category, group.addGroup("category", category.name()).counter("quarantined"));
    }
    Gauge<Long> lsn = () -> lastLsn;
    group.gauge("lastLsn", lsn);
  }

  void quarantined(QuarantineCategory category) {
    Counter counter = quarantined.get(category);
    if (counter != null) {
      counter.inc();
    }
  }

  void reached(long lsn) {
    lastLsn = lsn;
  }
}
