package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.FlinkCheckpoint;
import dev.settle.stack.flink.FlinkJob;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.flink.Jobs;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.Libraries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits the pipeline's jobs so that each runs once, however often it is asked for. */
final class JobSubmission {

  private static final Duration RUNNING_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration SAVEPOINT_TIMEOUT = Duration.ofMinutes(5);

  private final StackConfig config;
  private final Progress progress;
  private final Jobs jobs;

  JobSubmission(StackConfig config, Progress progress) {
    this.config = config;
    this.progress = progress;
    this.jobs = new Jobs(new FlinkRest(config.flinkUrl()));
  }

  /**
   * Submits jobs that do not run and waits until each has made a checkpoint.
   *
   * @param parallelism subtasks of each operator, or null for what suits the job
   * @param savepoint state to start from, or null
   * @param replace whether a running job is stopped with a savepoint and started anew from it
   * @param extraArguments passed on to the job
   */
  void submit(
      List<JobKind> kinds,
      @Nullable Integer parallelism,
      @Nullable String savepoint,
      boolean replace,
      List<String> extraArguments)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JobKind kind : kinds) {
      ids.add(submitOne(kind, parallelism, savepoint, replace, extraArguments));
    }
    for (int i = 0; i < kinds.size(); i++) {
      FlinkCheckpoint checkpoint = jobs.awaitRunning(ids.get(i), RUNNING_TIMEOUT);
      progress.line(
          "%-18s RUNNING, checkpoint no. %d completed in %d ms"
              .formatted(kinds.get(i).jobName(), checkpoint.id(), checkpoint.durationMs()));
    }
  }

  private String submitOne(
      JobKind kind,
      @Nullable Integer parallelism,
      @Nullable String savepoint,
      boolean replace,
      List<String> extraArguments)
      throws IOException, InterruptedException {
    String state = savepoint;
    Optional<FlinkJob> running = jobs.active(kind.jobName());
    if (running.isPresent()) {
      if (!replace) {
        progress.line(
            "%-18s is there already (%s), job %s"
                .formatted(kind.jobName(), running.get().state(), running.get().id()));
        return running.get().id();
      }
      String taken = jobs.stopWithSavepoint(running.get(), null, SAVEPOINT_TIMEOUT);
      progress.line("%-18s stopped with savepoint %s".formatted(kind.jobName(), taken));
      if (state == null) {
        state = taken;
      }
    }
    List<String> arguments =
        new ArrayList<>(
            kind.arguments(config, parallelism == null ? kind.localParallelism() : parallelism));
    arguments.addAll(extraArguments);
    String id =
        jobs.submit(
            Libraries.jar(config.home(), "stream-jobs", "stream-jobs", "-fat"),
            kind.entryClass(),
            arguments,
            state);
    progress.line("%-18s submitted to %s, job %s".formatted(kind.jobName(), config.flinkUrl(), id));
    return id;
  }
}
