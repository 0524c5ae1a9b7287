package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.lifecycle.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the servers. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description =
        "Stops everything that 'settle up' started for this data directory; the data stay.")
final class DownCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Override
  public Integer call() throws Exception {
    StackConfig config = options.resolve();
    Progress progress = new Progress(System.out);
    int stopped = new Stack(config, progress).down();
    progress.line(
        stopped == 0
            ? "nothing was running"
            : stopped + " processes stopped; the data stay in " + config.dataDir());
    return ExitCodes.OK;
  }
}
