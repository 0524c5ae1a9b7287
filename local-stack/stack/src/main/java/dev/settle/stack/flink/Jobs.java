package dev.settle.stack.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits, watches and stops jobs of a Flink cluster, local or not, over its REST API. */
public final class Jobs {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FlinkRest rest;

  /** For the cluster behind this API. */
  public Jobs(FlinkRest rest) {
    this.rest = rest;
  }

  /** The job of that name that has not ended, if there is one. */
  public Optional<FlinkJob> active(String name) throws IOException, InterruptedException {
    List<FlinkJob> found =
        rest.jobs().stream().filter(job -> job.name().equals(name) && job.isActive()).toList();
    if (found.size() > 1) {
      throw new ServerFailedException(
          "%d jobs named %s run on %s: cancel all but one, their ids are %s"
              .formatted(
                  found.size(), name, rest.url(), found.stream().map(FlinkJob::id).toList()));
    }
    return found.stream().findFirst();
  }

  /**
   * Uploads the jar, starts a job of it and removes the jar again: a running job has its own copy.
   *
   * @param entryClass the job's main class in the jar
   * @param savepoint where to take the state from; null for an empty one
   * @return the job's id
   */
  public String submit(
      Path jar, String entryClass, List<String> arguments, @Nullable String savepoint)
      throws IOException, InterruptedException {
    String jarId = rest.upload(jar);
    try {
      ObjectNode request = JSON.createObjectNode();
      request.put("entryClass", entryClass);
      ArrayNode programArguments = request.putArray("programArgsList");
      arguments.forEach(programArguments::add);
      if (savepoint != null) {
        request.put("savepointPath", savepoint);
        request.put("allowNonRestoredState", false);
      }
      return rest.post("/jars/" + jarId + "/run", request).path("jobid").asText();
    } finally {
      rest.delete("/jars/" + jarId);
    }
  }

  /**
   * Waits until every task of the job runs and a checkpoint begun since has been completed.
   *
   * @throws ServerFailedException when the job ends, or the time is over; the message names the
   *     job's last exception
   */
  public FlinkCheckpoint awaitRunning(String jobId, Duration timeout)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      FlinkJob job = job(jobId);
      if (!job.isActive()) {
        throw new ServerFailedException(
            "job " + job.name() + " is " + job.state() + lastException(jobId));
      }
      FlinkCheckpoint checkpoint = job.isFullyRunning() ? rest.lastCheckpoint(jobId) : null;
      if (checkpoint != null) {
        return checkpoint;
      }
      if (System.nanoTime() > deadline) {
        throw new ServerFailedException(
            "job %s is %s with %d of %d tasks running after %d s, and has no new checkpoint%s"
                .formatted(
                    job.name(),
                    job.state(),
                    job.tasksRunning(),
                    job.tasksTotal(),
                    timeout.toSeconds(),
                    lastException(jobId)));
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /**
   * Stops a job with a savepoint: it finishes what it has read, and its output is committed.
   *
   * @param directory where to put the savepoint; null for the cluster's own folder
   * @return where the savepoint is
   */
  public String stopWithSavepoint(FlinkJob job, @Nullable String directory, Duration timeout)
      throws IOException, InterruptedException {
    ObjectNode request = JSON.createObjectNode();
    if (directory != null) {
      request.put("targetDirectory", directory);
    }
    request.put("drain", false);
    String trigger = rest.post("/jobs/" + job.id() + "/stop", request).path("request-id").asText();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode answer = rest.get("/jobs/" + job.id() + "/savepoints/" + trigger);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = answer.path("operation");
        if (operation.hasNonNull("failure-cause")) {
          throw new ServerFailedException(
              "the savepoint of "
                  + job.name()
                  + " failed: "
                  + firstLines(operation.path("failure-cause").path("stack-trace").asText()));
        }
        awaitEnd(job.id(), deadline);
        return operation.path("location").asText();
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new ServerFailedException(
        "the savepoint of " + job.name() + " was not done after " + timeout.toSeconds() + " s");
  }

  /** Cancels a job; its last checkpoint is kept. */
  public void cancel(FlinkJob job, Duration timeout) throws IOException, InterruptedException {
    rest.patch("/jobs/" + job.id() + "?mode=cancel");
    awaitEnd(job.id(), System.nanoTime() + timeout.toNanos());
  }

  private void awaitEnd(String jobId, long deadline) throws IOException, InterruptedException {
    while (job(jobId).isActive()) {
      if (System.nanoTime() > deadline) {
        throw new ServerFailedException("job " + jobId + " on " + rest.url() + " does not end");
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private FlinkJob job(String jobId) throws IOException, InterruptedException {
    return rest.jobs().stream()
        .filter(job -> job.id().equals(jobId))
        .findFirst()
        .orElseThrow(
            () ->
                new ServerFailedException(
                    "the cluster at " + rest.url() + " does not know job " + jobId));
  }

  private String lastException(String jobId) throws IOException, InterruptedException {
    JsonNode entries =
        rest.get("/jobs/" + jobId + "/exceptions?maxExceptions=1")
            .path("exceptionHistory")
            .path("entries");
    String trace = entries.path(0).path("stacktrace").asText();
    return trace.isEmpty() ? "" : "; its last exception: " + firstLines(trace);
  }

  private static String firstLines(String trace) {
    return String.join(
        "\n  ",
        trace
            .lines()
            .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
            .limit(8)
            .toList());
  }
}
