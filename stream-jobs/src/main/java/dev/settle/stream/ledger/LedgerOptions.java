package dev.settle.stream.ledger;

import dev.settle.stream.JobOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the ledger job can be told. */
@Command(
    name = LedgerIds.JOB,
    description =
        "Turns changes of orders, refunds, holds and instructions into ledger entries, exactly once:"
            + " payments.changes, payments.reference → ledger.entries, payments.quarantine,"
            + " ledger.alerts, ledger.closings.")
public final class LedgerOptions extends JobOptions {
  @Option(
      names = "--transactional-id-prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:SETTLE_LEDGER_TRANSACTIONAL_ID_PREFIX:-settle-ledger}",
      description =
          "Begins the names of the job's Kafka transactions; one per ledger, never changed"
              + " (default: ${DEFAULT-VALUE}; SETTLE_LEDGER_TRANSACTIONAL_ID_PREFIX).")
  private String transactionalIdPrefix = "";

  @Option(
      names = "--transaction-timeout",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_LEDGER_TRANSACTION_TIMEOUT:-10 min}",
      converter = DurationConverter.class,
      description =
          "After this time Kafka aborts output that was not committed, and what a checkpoint had"
              + " completed is lost: far above the longest checkpoint plus an outage, at most the"
              + " broker's transaction.max.timeout.ms"
              + " (default: ${DEFAULT-VALUE}; SETTLE_LEDGER_TRANSACTION_TIMEOUT).")
  private Duration transactionTimeout = Duration.ZERO;

  /** Begins the names of the job's Kafka transactions. */
  public String transactionalIdPrefix() {
    return transactionalIdPrefix;
  }

  /** After this time Kafka aborts output that was not committed. */
  public Duration transactionTimeout() {
    return transactionTimeout;
  }

  @Override
  protected List<String> errors() {
    List<String> errors = super.errors();
    if (transactionalIdPrefix.isBlank()) {
      errors.add("--transactional-id-prefix is empty");
    }
    // A transaction is open from one checkpoint until the next is complete.
    if (transactionTimeout.compareTo(checkpointInterval().multipliedBy(2)) < 0) {
      errors.add(
          "--transaction-timeout "
              + transactionTimeout
              + " is below twice the --checkpoint-interval: Kafka would abort output before its"
              + " checkpoint is complete");
    }
    if (transactionTimeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
      errors.add("--transaction-timeout " + transactionTimeout + " is above 24 days");
    }
    return errors;
  }

  @Override
  public String toString() {
    return super.toString()
        + ", transactional id prefix "
        + transactionalIdPrefix
        + ", transactions time out after "
        + TimeUtils.formatWithHighestUnit(transactionTimeout);
  }
}
