package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.settle.stack.flink.FlinkJob;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job's state and memory as time goes by, one sample a completed checkpoint. */
final class MemorySeries {
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
  private static final Duration LAST_WITHIN = Duration.ofSeconds(10);

  private final int restPort;
  private final FlinkRest rest;
  private final long startNs = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private long askedNs = startNs;
  private long checkpoint;

  /**
   * Of a job that has just been started.
   *
   * @param restPort where its JobManager answers
   */
  MemorySeries(int restPort) {
    this.restPort = restPort;
    this.rest = new FlinkRest("http://127.0.0.1:" + restPort);
  }

  /** What lets the job be asked, and lets it answer with what is rather than what was. */
  Map<String, String> flinkOptions() {
    return Map.of(
        "rest.bind-port",
        Integer.toString(restPort),
        "rest.cache.checkpoint-statistics.timeout",
        "50 ms");
  }

  /** Takes a sample when there is a new checkpoint. */
  void sample(double payments, JobProcess job) throws InterruptedException {
    if (System.nanoTime() - askedNs < AT_MOST_EVERY.toNanos()) {
      return;
    }
    try {
      ask(payments, job);
    } catch (IOException e) {
      return; // it does not answer yet
    }
  }

  /**
   * Takes the sample of the last checkpoint, however short the job was.
   *
   * @throws ServerFailedException when the job tells of none
   */
  void sampleLast(double payments, JobProcess job) throws IOException, InterruptedException {
    long endNs = System.nanoTime() + LAST_WITHIN.toNanos();
    ask(payments, job);
    while (samples.isEmpty()) {
      if (System.nanoTime() > endNs) {
        throw new ServerFailedException(
            "the job has committed, but tells of no completed checkpoint; see " + job.logFile());
      }
      Thread.sleep(100);
      ask(payments, job);
    }
  }

  private void ask(double payments, JobProcess job) throws IOException, InterruptedException {
    askedNs = System.nanoTime();
    for (FlinkJob running : rest.jobs()) {
      JsonNode latest =
          rest.get("/jobs/" + running.id() + "/checkpoints").path("latest").path("completed");
      if (latest.path("id").asLong() > checkpoint) {
        checkpoint = latest.path("id").asLong();
        JobProcess.Heap heap = job.heap();
        samples.add(
            new Sample(
                (askedNs - startNs) / 1_000_000_000,
                Math.round(payments),
                latest.path("state_size").asLong(),
                latest.path("end_to_end_duration").asLong(),
                heap.beforeMb() << 20,
                heap.afterMb() << 20,
                job.residentBytes()));
      }
    }
  }

  /** The samples, but at most so many: the last, and others at even distances. */
  List<Sample> thinned(int most) {
    int step = Math.max(1, (samples.size() + most - 1) / most);
    List<Sample> thinned = new ArrayList<>();
    for (int i = samples.size() - 1; i >= 0; i -= step) {
      thinned.add(0, samples.get(i));
    }
    return thinned;
  }

  /** The most memory in RAM that was seen, bytes. */
  long mostResident() {
    return samples.stream().mapToLong(Sample::resident).max().orElse(0);
  }

  /**
   * After a checkpoint.
   *
   * @param second since the job was started
   * @param payments committed by then
   * @param state bytes of the checkpoint, with what it shares with those before
   * @param checkpointMs how long it took
   * @param heap bytes used before the last collection
   * @param heapLive bytes used after it
   * @param resident bytes of the process in RAM
   */
  record Sample(
      long second,
      long payments,
      long state,
      long checkpointMs,
      long heap,
      long heapLive,
      long resident) {}
}
