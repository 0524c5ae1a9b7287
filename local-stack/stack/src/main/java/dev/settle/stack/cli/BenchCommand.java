package dev.settle.stack.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The measurements. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a part of the pipeline against its baseline, in the same run.",
    subcommands = {
      LedgerBenchCommand.class,
      FraudBenchCommand.class,
      ReconcileBenchCommand.class,
      ShareBenchCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "name what to measure: ledger, fraud, reconcile, share");
    }
  }
}
