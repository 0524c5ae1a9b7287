package dev.settle.schemas.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every topic of the pipeline (docs/contracts.md). Times are the broker's (LogAppendTime), so that
 * offsets can be found by time.
 */
public final class Topics {
  /** Changes of whatever moves money, key: order, hold or instruction id. */
  public static final String CHANGES = "payments.changes";

  /** Reference data, compacted, key: table and primary key. */
  public static final String REFERENCE = "payments.reference";

  /** Ledger entries, transactional, key: account. */
  public static final String ENTRIES = "ledger.entries";

  /** Refused changes, transactional, key: order id. */
  public static final String QUARANTINE = "payments.quarantine";

  /** What a person should know about the ledger, key: account or transactional id. */
  public static final String ALERTS = "ledger.alerts";

  /** Closed business days as the ledger took them in, transactional, key: channel. */
  public static final String CLOSINGS = "ledger.closings";

  /** Crossings of fraud rules, transactional, key: rule id. */
  public static final String FRAUD_ALERTS = "fraud.alerts";

  /** Payments that came too late for windows of fraud rules, transactional, key: event id. */
  public static final String FRAUD_LATE = "fraud.late";

  /** Transactions that the jobs' sinks have committed, key: transactional id; a plain text. */
  public static final String COMMITS = "settle.commits";

  /**
   * Header of a record in {@link #CHANGES} that an operator wrote to have a quarantined change
   * judged anew: its quarantine id, UTF-8.
   */
  public static final String REPLAY_HEADER = "settle-replay-of";

  /**
   * Header with the W3C trace context of the row, or of what moved the money, UTF-8: in {@link
   * #CHANGES} and {@link #ENTRIES}, on records whose row has one.
   */
  public static final String TRACE_HEADER = "traceparent";

  /** The connector's offsets, compacted. */
  public static final String CDC_OFFSETS = "settle.cdc.offsets";

  /**
   * Retention of streams that the ledger is rebuilt from: for ever; the operator decides when to
   * archive.
   */
  private static final Map<String, String> KEEP =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1");

  /** As long as a broker remembers a transactional id that is not used. */
  private static final Map<String, String> KEEP_7_DAYS =
      Map.of("cleanup.policy", "delete", "retention.ms", "604800000");

  private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");

  private static final List<Topic> ALL =
      List.of(
          topic(CHANGES, 4, KEEP),
          topic(REFERENCE, 1, COMPACT),
          topic(ENTRIES, 4, KEEP),
          topic(QUARANTINE, 1, KEEP),
          topic(ALERTS, 1, KEEP),
          topic(CLOSINGS, 1, KEEP),
          topic(FRAUD_ALERTS, 1, KEEP),
          topic(FRAUD_LATE, 1, KEEP),
          topic(COMMITS, 1, KEEP_7_DAYS),
          topic(CDC_OFFSETS, 1, COMPACT));

  private Topics() {}

  /** All topics, in the order in which to create them. */
  public static List<Topic> all() {
    return ALL;
  }

  private static Topic topic(String name, int partitions, Map<String, String> retention) {
    Map<String, String> config = new TreeMap<>(retention);
    config.put("message.timestamp.type", "LogAppendTime");
    return new Topic(name, partitions, Map.copyOf(config));
  }
}
