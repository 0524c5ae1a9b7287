package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.flink.FlinkJob;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.flink.Jobs;
import dev.settle.stack.lifecycle.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops jobs. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description =
        "Stops a job with a savepoint, whose path it prints for 'settle submit --from-savepoint'; or cancels it.")
final class StopCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  @Mixin private final StackOptions options = new StackOptions();

  @Parameters(index = "0", paramLabel = "JOB", description = JobKind.NAMES)
  private String job = "";

  @Option(
      names = "--savepoint",
      paramLabel = "DIR",
      description = "Where to put the savepoint; default: the cluster's folder.")
  private @Nullable String directory;

  @Option(
      names = "--cancel",
      description = "Cancel without a savepoint; the last checkpoint is kept.")
  private boolean cancel;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackConfig config = options.resolve();
    Progress progress = new Progress(System.out);
    Jobs jobs = new Jobs(new FlinkRest(config.flinkUrl()));
    try {
      for (JobKind kind : JobKind.parse(job)) {
        Optional<FlinkJob> running = jobs.active(kind.jobName());
        if (running.isEmpty()) {
          progress.line("%-18s does not run".formatted(kind.jobName()));
        } else if (cancel) {
          jobs.cancel(running.get(), TIMEOUT);
          progress.line("%-18s cancelled".formatted(kind.jobName()));
        } else {
          String savepoint = jobs.stopWithSavepoint(running.get(), directory, TIMEOUT);
          progress.line("%-18s stopped with savepoint %s".formatted(kind.jobName(), savepoint));
        }
      }
    } catch (ConnectException e) {
      throw new UnreachableException("Flink does not answer at " + config.flinkUrl(), e);
    }
    return ExitCodes.OK;
  }
}
