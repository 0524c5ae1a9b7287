package dev.settle.stack.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A job that the cluster knows.
 *
 * @param id its id in the cluster
 * @param name its name
 * @param state Flink's name of its state
 * @param tasksRunning tasks that run
 * @param tasksTotal tasks that it has
 */
public record FlinkJob(String id, String name, String state, int tasksRunning, int tasksTotal) {

  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  /** Whether it still runs or will run again by itself. */
  public boolean isActive() {
    return !ENDED.contains(state);
  }

  /** Whether every one of its tasks runs. */
  public boolean isFullyRunning() {
    return state.equals("RUNNING") && tasksTotal > 0 && tasksRunning == tasksTotal;
  }

  static List<FlinkJob> list(JsonNode jobs) {
    List<FlinkJob> list = new ArrayList<>();
    for (JsonNode job : jobs) {
      list.add(
          new FlinkJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("tasks").path("running").asInt(),
              job.path("tasks").path("total").asInt()));
    }
    return List.copyOf(list);
  }
}
