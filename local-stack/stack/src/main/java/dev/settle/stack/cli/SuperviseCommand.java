package dev.settle.stack.cli;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.config.StackState;
import dev.settle.stack.lifecycle.Servers;
import dev.settle.stack.process.RunDirectory;
import dev.settle.stack.process.Supervisor;
import dev.settle.stack.process.SupervisorLog;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The process behind {@code settle up}; not for the user. */
@Command(
    name = "supervise",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Keeps the servers of a data directory running; started by 'settle up'.")
final class SuperviseCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackConfig config = options.resolve();
    SupervisorLog log = new SupervisorLog(System.out);
    Supervisor supervisor =
        new Supervisor(
            Servers.all(config),
            () ->
                StackState.read(config.dataDir()).wanted().stream()
                    .map(Component::label)
                    .collect(Collectors.toUnmodifiableSet()),
            new RunDirectory(config.runDir()),
            config.logDir(),
            log);
    return supervisor.run() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
