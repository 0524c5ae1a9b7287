package dev.settle.stack.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Flink's TaskManager. Its ports but that of its metrics are chosen by the system; it is watched
 * through the JobManager.
 */
public final class TaskManagerServer implements Server {

  private final StackConfig config;
  private final FlinkHome flink;
  private final FlinkRest rest;

  /** For this configuration. */
  public TaskManagerServer(StackConfig config) {
    this.config = config;
    this.flink = new FlinkHome(config);
    this.rest = new FlinkRest(config.localFlinkUrl());
  }

  @Override
  public String name() {
    return Component.FLINK_TASKMANAGER.label();
  }

  /** Where it shows its metrics. */
  @Override
  public int port() {
    return config.ports().flinkTaskManagerMetrics();
  }

  @Override
  public String portFlag() {
    return Component.FLINK_TASKMANAGER.portFlag();
  }

  @Override
  public Path logFile() {
    return config.log(name());
  }

  @Override
  public void prepare() throws IOException {
    flink.writeConfiguration();
  }

  @Override
  public Launch launch() throws IOException, InterruptedException {
    return flink.process(
        name(),
        "GET_TM_RESOURCE_PARAMS",
        port(),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
  }

  /**
   * Ready when the JobManager has had a heartbeat of this process, and not only of one that ran
   * before it.
   */
  @Override
  public boolean isReady(ComponentRecord record) throws InterruptedException {
    Instant startedAt = record.startedAt();
    if (startedAt == null) {
      return false;
    }
    try {
      for (JsonNode taskManager : rest.get("/taskmanagers").path("taskmanagers")) {
        if (taskManager.path("timeSinceLastHeartbeat").asLong() > startedAt.toEpochMilli()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // The JobManager is not up yet: the caller asks again and shows the log when it has waited
      // long enough.
      return false;
    }
  }
}
