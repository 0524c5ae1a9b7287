package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.lifecycle.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits jobs to a Flink cluster. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Submits a job to the local Flink cluster, or with --flink to any other, and waits for its first checkpoint.",
      "A job that runs already is left as it is, unless --replace is given."
    })
final class SubmitCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Parameters(index = "0", paramLabel = "JOB", description = JobKind.NAMES)
  private String job = "";

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "After --: passed on to the job.")
  private List<String> arguments = List.of();

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description = "Start with this savepoint's or retained checkpoint's state.")
  private @Nullable String savepoint;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator; default 2 for ledger and fraud, 1 for landing.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--replace",
      description = "Stop a running job with a savepoint and start it anew from there.")
  private boolean replace;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackConfig config = options.resolve();
    List<JobKind> kinds = JobKind.parse(job);
    if (savepoint != null && kinds.size() > 1) {
      throw new IllegalArgumentException(
          "--from-savepoint belongs to one job: name it instead of 'all'");
    }
    try {
      new JobSubmission(config, new Progress(System.out))
          .submit(kinds, parallelism, savepoint, replace, arguments);
    } catch (ConnectException e) {
      throw new UnreachableException(
          "Flink does not answer at "
              + config.flinkUrl()
              + ": start it with 'settle up', or name another with --flink",
          e);
    }
    return ExitCodes.OK;
  }
}
