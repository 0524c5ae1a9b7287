package dev.settle.stack.cli;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.lifecycle.Stack;
import dev.settle.stack.service.ModuleService;
import java.io.IOException;
import java.sql.SQLException;
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

  @Option(
      names = "--all",
      description = "Also start the connector and the dashboards, and submit the jobs.")
  private boolean all;

  @Override
  public Integer call() throws Exception {
    StackConfig config = options.resolve();
    Progress progress = new Progress(System.out);
    Stack stack = new Stack(config, progress);
    stack.up(components());
    if (only.isEmpty()) {
      MigrateCommand.migrate(config, progress);
    }
    if (all) {
      startPipeline(config, stack, progress);
    }
    progress.line("the stack is up; data and logs are in " + config.dataDir());
    return ExitCodes.OK;
  }

  /** Starts the servers, the connector, the dashboards and the jobs: what {@code up --all} does. */
  static void startAll(StackConfig config, Stack stack, Progress progress)
      throws IOException, SQLException, InterruptedException {
    stack.up(EnumSet.copyOf(Component.servers()));
    MigrateCommand.migrate(config, progress);
    startPipeline(config, stack, progress);
  }

  private static void startPipeline(StackConfig config, Stack stack, Progress progress)
      throws IOException, InterruptedException {
    stack.up(services(config));
    new JobSubmission(config, progress)
        .submit(List.of(JobKind.values()), null, null, false, List.of());
  }

  private static Set<Component> services(StackConfig config) {
    Set<Component> services = EnumSet.of(Component.CDC_CONNECTOR);
    if (ModuleService.dashboards(config).exists()) {
      services.add(Component.DASHBOARDS);
    }
    return services;
  }

  private Set<Component> components() {
    Set<Component> components = EnumSet.noneOf(Component.class);
    components.addAll(
        only.isEmpty() ? Component.servers() : only.stream().map(Component::of).toList());
    return components;
  }
}
