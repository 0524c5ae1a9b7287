package dev.settle.stream.ledger;

import dev.settle.stream.JobOptions;
import java.util.List;
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

  /** Begins the names of the job's Kafka transactions. */
  public String transactionalIdPrefix() {
    return transactionalIdPrefix;
  }

  @Override
  protected List<String> errors() {
    List<String> errors = super.errors();
    if (transactionalIdPrefix.isBlank()) {
      errors.add("--transactional-id-prefix is empty");
    }
    return errors;
  }

  @Override
  public String toString() {
    return super.toString() + ", transactional id prefix " + transactionalIdPrefix;
  }
}
