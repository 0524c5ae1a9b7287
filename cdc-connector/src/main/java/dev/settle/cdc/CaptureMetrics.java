package dev.settle.cdc;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the connector has done and where it stands, for {@link HealthServer}. Thread-safe. */
final class CaptureMetrics {
  /** What the connector is doing. */
  enum Phase {
    /** A server is not reachable, or something it needs is not there. */
    WAITING,
    /** Reading the tables. */
    SNAPSHOT,
    /** Following the write-ahead log. */
    STREAMING,
    /** Refused to start, or stopping. */
    STOPPED
  }

  private record Series(String table, String op) implements Comparable<Series> {
    @Override
    public int compareTo(Series other) {
      int byTable = table.compareTo(other.table);
      return byTable != 0 ? byTable : op.compareTo(other.op);
    }
  }

  private final Clock clock;
  private final Map<Series, LongAdder> rows = new ConcurrentSkipListMap<>();
  private final LongAdder publishFailures = new LongAdder();
  private final LongAdder restarts = new LongAdder();
  private final LongAdder unmappable = new LongAdder();
  private final LongAdder truncates = new LongAdder();
  private final LongAdder snapshotRows = new LongAdder();
  private final AtomicLong snapshots = new AtomicLong();
  private final AtomicLong committedAtMs = new AtomicLong();
  private final AtomicLong acknowledgedAtMs = new AtomicLong();
  private final AtomicLong slotLagBytes = new AtomicLong(-1);
  private volatile Phase phase = Phase.WAITING;
  private volatile String detail = "starting";
  private volatile boolean kafkaStalled;

  CaptureMetrics(Clock clock) {
    this.clock = clock;
  }

  /** A change was acknowledged by Kafka. */
  void published(MappedChange change) {
    rows.computeIfAbsent(new Series(change.table(), change.op()), s -> new LongAdder()).increment();
    if (change.problem() != null) {
      unmappable.increment();
    }
    if (change.snapshot()) {
      snapshotRows.increment();
    }
    committedAtMs.set(change.committedAt());
    acknowledgedAtMs.set(clock.millis());
  }

  void publishFailed() {
    publishFailures.increment();
  }

  void truncated() {
    truncates.increment();
  }

  void restarted() {
    restarts.increment();
  }

  void slotLag(long bytes) {
    slotLagBytes.set(bytes);
  }

  void snapshotStarted() {
    snapshots.incrementAndGet();
    phase(Phase.SNAPSHOT, "reading the tables");
  }

  /** The engine delivered something that does not belong to a snapshot. */
  void streaming() {
    if (phase == Phase.SNAPSHOT) {
      phase(Phase.STREAMING, "following the write-ahead log");
    }
  }

  void phase(Phase now, String why) {
    detail = why;
    phase = now;
  }

  Phase phase() {
    return phase;
  }

  /** Kafka has not acknowledged for seconds, or has again. */
  void kafkaStalled(boolean stalled) {
    kafkaStalled = stalled;
  }

  boolean capturing() {
    return !kafkaStalled && (phase == Phase.SNAPSHOT || phase == Phase.STREAMING);
  }

  String detail() {
    return kafkaStalled ? "waiting for Kafka to acknowledge" : detail;
  }

  /** Rows that Kafka acknowledged since the process started. */
  long publishedRows() {
    return rows.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** All metrics in Prometheus' text format 0.0.4. */
  String prometheus() {
    StringBuilder out = new StringBuilder(2_048);
    head(out, "settle_cdc_rows_total", "counter", "Rows that Kafka acknowledged.");
    rows.forEach(
        (series, count) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "settle_cdc_rows_total{table=\"%s\",op=\"%s\"} %d%n",
                    series.table(),
                    series.op().toLowerCase(Locale.ROOT),
                    count.sum())));
    value(
        out,
        "settle_cdc_publish_failures_total",
        "counter",
        "Batches that Kafka did not acknowledge.",
        publishFailures.sum());
    value(
        out,
        "settle_cdc_restarts_total",
        "counter",
        "Times the capture started again after a failure.",
        restarts.sum());
    value(
        out,
        "settle_cdc_unmappable_rows_total",
        "counter",
        "Rows published without their images.",
        unmappable.sum());
    value(
        out,
        "settle_cdc_truncates_total",
        "counter",
        "TRUNCATEs seen; the database should refuse them.",
        truncates.sum());
    value(
        out,
        "settle_cdc_snapshots_started_total",
        "counter",
        "Snapshots begun by this process.",
        snapshots.get());
    value(
        out,
        "settle_cdc_snapshot_rows_total",
        "counter",
        "Rows published from a snapshot.",
        snapshotRows.sum());
    value(
        out,
        "settle_cdc_capturing",
        "gauge",
        "1 while rows are captured, 0 while waiting.",
        capturing() ? 1 : 0);
    value(
        out,
        "settle_cdc_snapshot_running",
        "gauge",
        "1 while a snapshot is read.",
        phase == Phase.SNAPSHOT ? 1 : 0);
    value(
        out,
        "settle_cdc_last_commit_timestamp_ms",
        "gauge",
        "Commit time of the last acknowledged row, epoch ms; 0 before the first.",
        committedAtMs.get());
    value(
        out,
        "settle_cdc_lag_ms",
        "gauge",
        "From commit to acknowledgement of the last row, ms.",
        Math.max(0, acknowledgedAtMs.get() - committedAtMs.get()));
    value(
        out,
        "settle_cdc_slot_lag_bytes",
        "gauge",
        "Write-ahead log after the slot's confirmed position; -1 while unknown.",
        slotLagBytes.get());
    return out.toString();
  }

  private static void value(StringBuilder out, String name, String type, String help, long value) {
    head(out, name, type, help);
    out.append(name).append(' ').append(value).append('\n');
  }

  private static void head(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }
}
