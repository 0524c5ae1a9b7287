package dev.settle.stream.landing.clickhouse;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the committer counts, in the group {@code landing.table.NAME}: {@code rowsLanded}, {@code
 * blocksLanded}, {@code bytesLanded} (before compression), {@code retries}, {@code blocksVerified}
 * (came back and were looked for), {@code blocksAttached} (were missing although their token was
 * known), {@code commitMillis} (the last block) and {@code commitMillisMax}.
 */
final class LandingMetrics {
  private final Counter rows;
  private final Counter blocks;
  private final Counter bytes;
  private final Counter retries;
  private final Counter verified;
  private final Counter attached;
  private volatile long lastMillis;
  private volatile long maxMillis;

  LandingMetrics(MetricGroup parent, TableSpec table) {
    MetricGroup group = parent.addGroup("landing").addGroup("table", table.shortName());
    rows = group.counter("rowsLanded");
    blocks = group.counter("blocksLanded");
    bytes = group.counter("bytesLanded");
    retries = group.counter("retries");
    verified = group.counter("blocksVerified");
    attached = group.counter("blocksAttached");
    group.gauge("commitMillis", () -> lastMillis);
    group.gauge("commitMillisMax", () -> maxMillis);
  }

  void landed(Block block, long tookNs) {
    rows.inc(block.rows());
    blocks.inc();
    bytes.inc(block.rawBytes());
    lastMillis = tookNs / 1_000_000;
    maxMillis = Math.max(maxMillis, lastMillis);
  }

  void retried() {
    retries.inc();
  }

  void verified() {
    verified.inc();
  }

  void attached() {
    attached.inc();
  }
}
