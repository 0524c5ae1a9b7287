package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.flink.Jobs;
import dev.settle.stack.migrate.LedgerOutput;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes room for a ledger that is built anew. */
@Command(
    name = "empty-ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Empties the ledger's topics and all tables that the landing job writes, so that both can begin again from payments.changes.",
      "Fraud alerts stay in their topics, from which the landing job takes them again. All jobs must be stopped.",
      "See docs/runbook.md, 'Rebuild the ledger'."
    })
final class EmptyLedgerCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Option(names = "--yes", description = "Needed: nothing is asked, and nothing can be undone.")
  private boolean yes;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!yes && spec != null) {
      throw new ParameterException(
          spec.commandLine(), "this deletes every ledger entry: say --yes if that is meant");
    }
    StackConfig config = options.resolve();
    Jobs jobs = new Jobs(new FlinkRest(config.flinkUrl()));
    for (JobKind kind : JobKind.values()) {
      if (jobs.active(kind.jobName()).isPresent()) {
        System.err.println(
            "settle: job %s runs on %s: stop it first, with 'settle stop %s'"
                .formatted(kind.jobName(), config.flinkUrl(), kind.label()));
        return ExitCodes.FAILED;
      }
    }
    LedgerOutput.empty(config);
    System.out.println("emptied; 'settle submit all' makes the ledger again");
    return ExitCodes.OK;
  }
}
