package dev.settle.stack.lifecycle;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackState;
import dev.settle.stack.flink.FlinkCheckpoint;
import dev.settle.stack.flink.FlinkJob;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.RunDirectory;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.Supervisor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the stack is at one moment.
 *
 * @param components every component that runs or should run
 * @param jobs the jobs of the local cluster that have not ended, or ended in failure
 * @param healthy whether all that should run does
 */
public record StackStatus(List<ComponentStatus> components, List<JobStatus> jobs, boolean healthy) {

  /** Serves requests. */
  public static final String RUNNING = "RUNNING";

  /** Its process runs but does not serve yet, or no longer. */
  public static final String STARTING = "STARTING";

  /** Its process is gone and the supervisor starts it again. */
  public static final String RESTARTING = "RESTARTING";

  /** Does not run. */
  public static final String STOPPED = "STOPPED";

  /**
   * One component.
   *
   * @param component its name
   * @param pid its process, or null
   * @param port the port it serves; 0 when it has none of its own
   * @param state one of the constants of {@link StackStatus}
   * @param restarts how often it was started again
   * @param failure why it cannot be started, or null
   */
  public record ComponentStatus(
      String component,
      @Nullable Long pid,
      int port,
      String state,
      int restarts,
      @Nullable String failure) {}

  /**
   * One job.
   *
   * @param id its id
   * @param name its name
   * @param state Flink's name of its state
   * @param lastCheckpoint the last completed checkpoint, or null
   */
  public record JobStatus(
      String id, String name, String state, @Nullable FlinkCheckpoint lastCheckpoint) {}

  /** Looks at every process and asks every server. */
  public static StackStatus observe(StackConfig config) throws IOException, InterruptedException {
    RunDirectory run = new RunDirectory(config.runDir());
    Set<Component> wanted = StackState.read(config.dataDir()).wanted();
    boolean supervised = run.read(Supervisor.NAME).filter(ComponentRecord::isAlive).isPresent();
    List<ComponentStatus> components = new ArrayList<>();
    boolean healthy = !wanted.isEmpty();
    for (Component component : Component.values()) {
      Optional<ComponentRecord> record = run.read(component.label());
      if (!wanted.contains(component) && record.isEmpty()) {
        if (Component.servers().contains(component)) {
          components.add(new ComponentStatus(component.label(), null, 0, STOPPED, 0, null));
        }
        continue;
      }
      ComponentStatus status = observe(Servers.of(component, config), record, supervised);
      components.add(status);
      healthy &= status.state().equals(RUNNING);
    }
    List<JobStatus> jobs = jobs(config, components);
    healthy &= supervised && jobs.stream().allMatch(job -> job.state().equals(RUNNING));
    return new StackStatus(List.copyOf(components), jobs, healthy);
  }

  private static ComponentStatus observe(
      Server server, Optional<ComponentRecord> record, boolean supervised)
      throws InterruptedException {
    if (record.isEmpty()) {
      return new ComponentStatus(
          server.name(), null, server.port(), supervised ? STARTING : STOPPED, 0, null);
    }
    ProcessIdentity process = record.get().process();
    boolean alive = record.get().isAlive();
    String state;
    if (alive) {
      state = server.isReady(record.get()) ? RUNNING : STARTING;
    } else {
      state = supervised ? RESTARTING : STOPPED;
    }
    return new ComponentStatus(
        server.name(),
        alive && process != null ? process.pid() : null,
        record.get().port(),
        state,
        record.get().restarts(),
        record.get().failure());
  }

  private static List<JobStatus> jobs(StackConfig config, List<ComponentStatus> components)
      throws InterruptedException {
    boolean answers =
        components.stream()
            .anyMatch(
                c ->
                    c.component().equals(Component.FLINK_JOBMANAGER.label())
                        && c.state().equals(RUNNING));
    List<JobStatus> jobs = new ArrayList<>();
    if (!answers) {
      return jobs;
    }
    FlinkRest rest = new FlinkRest(config.localFlinkUrl());
    try {
      for (FlinkJob job : rest.jobs()) {
        if (job.isActive()) {
          jobs.add(new JobStatus(job.id(), job.name(), job.state(), rest.lastCheckpoint(job.id())));
        }
      }
    } catch (IOException e) {
      // It was killed between the two questions: the next status shows it restarting.
      return List.of();
    }
    return List.copyOf(jobs);
  }
}
