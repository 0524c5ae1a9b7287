package dev.settle.stack.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.config.StackPorts;
import dev.settle.stack.flink.FlinkCheckpoint;
import dev.settle.stack.lifecycle.StackStatus;
import dev.settle.stack.lifecycle.StackStatus.ComponentStatus;
import dev.settle.stack.lifecycle.StackStatus.JobStatus;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the servers and jobs are. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows the servers and jobs; exits with 0 when all that should run does, else with 1.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--json",
      description =
          "One JSON array: components with pid, port, state; jobs with their last checkpoint.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    StackConfig config = options.resolve();
    StackStatus status = StackStatus.observe(config);
    Map<String, Integer> metrics = metricsPorts(config.ports());
    if (json) {
      System.out.println(toJson(status, metrics));
    } else {
      printTable(status, metrics, System.out);
    }
    return status.healthy() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /** Where Prometheus finds metrics, by component. */
  private static Map<String, Integer> metricsPorts(StackPorts ports) {
    return Map.of(
        Component.FLINK_JOBMANAGER.label(), ports.flinkMetrics(),
        Component.FLINK_TASKMANAGER.label(), ports.flinkTaskManagerMetrics(),
        Component.CDC_CONNECTOR.label(), ports.cdcHealth());
  }

  private static String toJson(StackStatus status, Map<String, Integer> metrics) {
    ArrayNode array = new ObjectMapper().createArrayNode();
    for (ComponentStatus component : status.components()) {
      ObjectNode node = array.addObject();
      node.put("component", component.component());
      node.put("pid", component.pid());
      node.put("port", component.port() == 0 ? null : (Integer) component.port());
      node.put("state", component.state());
      node.put("restarts", component.restarts());
      node.put("metrics_port", metrics.get(component.component()));
      if (component.failure() != null) {
        node.put("failure", component.failure());
      }
    }
    for (JobStatus job : status.jobs()) {
      ObjectNode node = array.addObject();
      node.put("component", "job");
      node.put("name", job.name());
      node.put("id", job.id());
      node.put("state", job.state());
      FlinkCheckpoint checkpoint = job.lastCheckpoint();
      if (checkpoint == null) {
        node.putNull("last_checkpoint");
      } else {
        ObjectNode last = node.putObject("last_checkpoint");
        last.put("id", checkpoint.id());
        last.put("triggered_at", checkpoint.triggeredAt().toString());
        last.put("duration_ms", checkpoint.durationMs());
        last.put("path", checkpoint.path());
      }
    }
    return array.toPrettyString();
  }

  private static String portOf(@Nullable Integer port) {
    return port == null ? "-" : port.toString();
  }

  private static void printTable(
      StackStatus status, Map<String, Integer> metrics, PrintStream out) {
    out.printf(
        "%-18s %-11s %8s %6s %9s %8s%n",
        "COMPONENT", "STATE", "PID", "PORT", "RESTARTS", "METRICS");
    for (ComponentStatus component : status.components()) {
      @Nullable Long pid = component.pid();
      out.printf(
          "%-18s %-11s %8s %6s %9d %8s%n",
          component.component(),
          component.state(),
          pid == null ? "-" : pid.toString(),
          component.port() == 0 ? "-" : Integer.toString(component.port()),
          component.restarts(),
          portOf(metrics.get(component.component())));
      if (component.failure() != null) {
        out.println("  " + component.failure());
      }
    }
    if (!status.jobs().isEmpty()) {
      out.printf("%n%-18s %-11s %s%n", "JOB", "STATE", "LAST CHECKPOINT");
    }
    for (JobStatus job : status.jobs()) {
      FlinkCheckpoint checkpoint = job.lastCheckpoint();
      out.printf(
          "%-18s %-11s %s%n",
          job.name(),
          job.state(),
          checkpoint == null
              ? "none yet"
              : "no. %d at %s, %d ms"
                  .formatted(checkpoint.id(), checkpoint.triggeredAt(), checkpoint.durationMs()));
    }
  }
}
