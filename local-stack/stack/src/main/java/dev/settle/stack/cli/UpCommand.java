package dev.settle.stack.cli;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.lifecycle.Stack;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the servers. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    showDefaultValues = false,
    description = {
      "Starts the servers as background processes and waits until they serve; what runs already is left as it is.",
      "A server that is killed is started again by itself, with its data."
    })
final class UpCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Only these: postgres, kafka, clickhouse, zookeeper, flink-jobmanager, flink-taskmanager.")
  private List<String> only = List.of();

  @Override
  public Integer call() throws Exception {
    StackConfig config = options.resolve();
    Progress progress = new Progress(System.out);
    new Stack(config, progress).up(components());
    progress.line("the servers are up; data and logs are in " + config.dataDir());
    return ExitCodes.OK;
  }

  private Set<Component> components() {
    Set<Component> components = EnumSet.noneOf(Component.class);
    components.addAll(
        only.isEmpty() ? Component.servers() : only.stream().map(Component::of).toList());
    return components;
  }
}
