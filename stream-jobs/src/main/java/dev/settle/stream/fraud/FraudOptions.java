package dev.settle.stream.fraud;

import dev.settle.stream.JobOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the fraud job can be told. */
@Command(
    name = FraudIds.JOB,
    description =
        "Holds payments against the rules of payments.fraud_rule, exactly once: payments.changes,"
            + " payments.reference → fraud.alerts, fraud.late, payments.quarantine.")
public final class FraudOptions extends JobOptions {
  @Option(
      names = "--transactional-id-prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:SETTLE_FRAUD_TRANSACTIONAL_ID_PREFIX:-settle-fraud}",
      description =
          "Begins the names of the job's Kafka transactions; one per job, never changed"
              + " (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_TRANSACTIONAL_ID_PREFIX).")
  private String transactionalIdPrefix = "";

  @Option(
      names = "--out-of-orderness",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_FRAUD_OUT_OF_ORDERNESS:-5 s}",
      converter = DurationConverter.class,
      description =
          "How much later than a newer one of its partition a payment may come and still be"
              + " applied in its order; every alert waits that long"
              + " (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_OUT_OF_ORDERNESS).")
  private Duration outOfOrderness = Duration.ZERO;

  @Option(
      names = "--idle-after",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_FRAUD_IDLE_AFTER:-60 s}",
      converter = DurationConverter.class,
      description =
          "A partition without a payment for this time no longer holds the others' time back; when"
              + " none has any, the last ones are judged. Longer than the outages of broker and"
              + " connector, or what comes after one is late"
              + " (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_IDLE_AFTER).")
  private Duration idleAfter = Duration.ZERO;

  @Option(
      names = "--rules-quiet",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_FRAUD_RULES_QUIET:-2 s}",
      converter = DurationConverter.class,
      description =
          "At the start, the rules are taken to be read when none has come for this time; payments"
              + " wait until then (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_RULES_QUIET).")
  private Duration rulesQuiet = Duration.ZERO;

  @Option(
      names = "--drift",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_FRAUD_DRIFT:-3 s}",
      converter = DurationConverter.class,
      description =
          "How far, in the time of payments, a partition may be read ahead of the others; bounds"
              + " what waits in memory while the job catches up"
              + " (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_DRIFT).")
  private Duration drift = Duration.ZERO;

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_FRAUD_HISTORY:-60 d}",
      converter = DurationConverter.class,
      description =
          "At most so much of what was paid before a rule came is read, out of payments.changes, to"
              + " fill its first windows; 0 s: they begin empty"
              + " (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_HISTORY).")
  private Duration history = Duration.ZERO;

  @Option(
      names = "--batch",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_FRAUD_BATCH:-1 s}",
      converter = DurationConverter.class,
      description =
          "Payments are gathered for so long and then held against the rules together, which spares"
              + " RocksDB; every alert waits for it, 0 s: at once"
              + " (default: ${DEFAULT-VALUE}; SETTLE_FRAUD_BATCH).")
  private Duration batch = Duration.ZERO;

  /** Begins the names of the job's Kafka transactions. */
  public String transactionalIdPrefix() {
    return transactionalIdPrefix;
  }

  /** How late a payment may come and still be applied in its order. */
  public Duration outOfOrderness() {
    return outOfOrderness;
  }

  /** After this time without a payment a partition holds nothing back. */
  public Duration idleAfter() {
    return idleAfter;
  }

  /** How long no rule must have come before payments are judged. */
  public Duration rulesQuiet() {
    return rulesQuiet;
  }

  /** How far a partition may be read ahead of the others, in event time. */
  public Duration drift() {
    return drift;
  }

  /** How much of what was paid before a rule came is read at most. */
  public Duration history() {
    return history;
  }

  /** How long payments are gathered, to be held against the rules together. */
  public Duration batch() {
    return batch;
  }

  @Override
  protected List<String> errors() {
    List<String> errors = super.errors();
    if (transactionalIdPrefix.isBlank()) {
      errors.add("--transactional-id-prefix is empty");
    }
    if (outOfOrderness.isNegative()) {
      errors.add("--out-of-orderness " + outOfOrderness + " is below 0");
    }
    if (idleAfter.toMillis() < 1) {
      errors.add("--idle-after " + idleAfter + " is below 1 ms");
    }
    if (drift.toMillis() < 1) {
      errors.add("--drift " + drift + " is below 1 ms");
    }
    if (batch.isNegative()) {
      errors.add("--batch " + batch + " is below 0");
    }
    if (history.isNegative()) {
      errors.add("--history " + history + " is below 0");
    }
    if (rulesQuiet.toMillis() < 1) {
      errors.add("--rules-quiet " + rulesQuiet + " is below 1 ms");
    }
    return errors;
  }

  @Override
  public String toString() {
    return super.toString()
        + ", transactional id prefix "
        + transactionalIdPrefix
        + ", out of order by at most "
        + TimeUtils.formatWithHighestUnit(outOfOrderness)
        + ", partitions idle after "
        + TimeUtils.formatWithHighestUnit(idleAfter)
        + ", apart by at most "
        + TimeUtils.formatWithHighestUnit(drift)
        + ", batches of "
        + TimeUtils.formatWithHighestUnit(batch)
        + ", history of "
        + TimeUtils.formatWithHighestUnit(history);
  }
}
