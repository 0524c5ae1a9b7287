package dev.settle.batch;

import dev.settle.batch.cli.BreaksCommand;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.cli.NightlyCommand;
import dev.settle.batch.cli.PayoutsCommand;
import dev.settle.batch.cli.ProveCommand;
import dev.settle.batch.cli.QuarantineCommand;
import dev.settle.batch.cli.ReportCommand;
import dev.settle.batch.cli.SettlementCommand;
import dev.settle.batch.cli.SharingCommand;
import dev.settle.batch.cli.StatementCommand;
import dev.settle.batch.cli.TraceCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Entry point of the batch side: {@code nightly}, {@code statement}, {@code quarantine}, {@code
 * prove}, {@code breaks}, {@code report}, {@code sharing}, {@code settlement}, {@code payouts},
 * {@code trace}.
 */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    description =
        "The night: completeness gate, channel statements, reconciliation, proofs, reports; breaks and the quarantine; the rules of profit sharing; settlements and payouts; one order's way.",
    subcommands = {
      NightlyCommand.class,
      StatementCommand.class,
      QuarantineCommand.class,
      ProveCommand.class,
      BreaksCommand.class,
      ReportCommand.class,
      SharingCommand.class,
      SettlementCommand.class,
      PayoutsCommand.class,
      TraceCommand.class
    })
public final class BatchJobs {
  private static final Logger LOG = LoggerFactory.getLogger(BatchJobs.class);

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command; for tests and for callers in the same process. */
  public static int execute(String... args) {
    return new CommandLine(new BatchJobs())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof BatchException known) {
                System.err.println(command.getCommandName() + ": " + known.getMessage());
                LOG.debug("cause", known);
                return known.exitCode();
              }
              LOG.error("{} failed unexpectedly", command.getCommandName(), exception);
              return ExitCode.FAILED;
            })
        .execute(args);
  }
}
