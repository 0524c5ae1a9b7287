package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.settle.stack.flink.FlinkJob;
import dev.settle.stack.flink.FlinkRest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job's state and memory as time goes by, one sample a completed checkpoint. */
final class MemorySeries {
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

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

  /** What lets the job be asked. */
  Map<String, String> flinkOptions() {
    return Map.of("rest.bind-port", Integer.toString(restPort));
  }

  /** Takes a sample when there is a new checkpoint. */
  void sample(double payments, JobProcess job) throws InterruptedException {
    if (System.nanoTime() - askedNs < AT_MOST_EVERY.toNanos()) {
      return;
    }
    askedNs = System.nanoTime();
    try {
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
    } catch (IOException e) {
      return; // it does not answer yet
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
