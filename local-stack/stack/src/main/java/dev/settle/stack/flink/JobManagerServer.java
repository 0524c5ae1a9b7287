package dev.settle.stack.flink;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Server;
import java.io.IOException;
import java.nio.file.Path;

/** Flink's JobManager as a session cluster. */
public final class JobManagerServer implements Server {

  private final StackConfig config;
  private final FlinkHome flink;
  private final FlinkRest rest;

  /** For this configuration. */
  public JobManagerServer(StackConfig config) {
    this.config = config;
    this.flink = new FlinkHome(config);
    this.rest = new FlinkRest(config.localFlinkUrl());
  }

  @Override
  public String name() {
    return Component.FLINK_JOBMANAGER.label();
  }

  @Override
  public int port() {
    return config.ports().flink();
  }

  @Override
  public String portFlag() {
    return Component.FLINK_JOBMANAGER.portFlag();
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
        "GET_JM_RESOURCE_PARAMS",
        config.ports().flinkMetrics(),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
  }

  @Override
  public boolean isReady(ComponentRecord record) throws InterruptedException {
    try {
      rest.get("/overview");
      return true;
    } catch (IOException e) {
      // Not up yet, or not yet the leader: the caller asks again and shows the log when it has
      // waited long enough.
      return false;
    }
  }
}
