package dev.settle.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Ports;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.RunDirectory;
import dev.settle.stack.process.Signals;
import dev.settle.stack.process.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A stack on free ports with a new data directory under {@code target}, for one test. It goes down
 * with the test, and also when the test's JVM is told to end before.
 */
public final class TestStack {

  private static final Duration RESTART_MAX = Duration.ofMinutes(2);
  private static final long POLL_MS = 100;

  /**
   * Below the ports that the kernel gives to outgoing connections: such a one, made while a killed
   * server is away, would take its port.
   */
  private static final int PORT_MIN = 12_000;

  private static final int PORT_MAX = 32_000;

  private static final List<String> PORT_FLAGS =
      List.of(
          "--postgres-port",
          "--kafka-port",
          "--kafka-controller-port",
          "--clickhouse-port",
          "--flink-port",
          "--flink-rpc-port",
          "--flink-blob-port",
          "--flink-metrics-port",
          "--flink-taskmanager-metrics-port",
          "--zookeeper-port",
          "--cdc-health-port",
          "--dashboards-port");

  @Command
  private static final class Holder {
    @Mixin private final StackOptions options = new StackOptions();
  }

  private final List<String> flags;
  private final StackConfig config;
  private final Stack stack;
  private final RunDirectory run;

  /**
   * Makes a stack; nothing is started.
   *
   * @param name begin of the data directory's name
   * @param checkpointIntervalMs of the jobs
   * @param out takes what the stack tells
   */
  public TestStack(String name, int checkpointIntervalMs, PrintStream out) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/it").toAbsolutePath());
    flags =
        new ArrayList<>(
            List.of(
                "--data-dir",
                Files.createTempDirectory(folder, name).toString(),
                "--flink-checkpoint-interval",
                Integer.toString(checkpointIntervalMs)));
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < PORT_FLAGS.size()) {
      int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
      if (!ports.contains(port) && Ports.isFree(port)) {
        flags.addAll(List.of(PORT_FLAGS.get(ports.size()), Integer.toString(port)));
        ports.add(port);
      }
    }
    config = resolve(flags);
    stack = new Stack(config, new Progress(out));
    run = new RunDirectory(config.runDir());
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopOnExit, "stop-test-stack"));
  }

  /** What the flags of a command mean. */
  public static StackConfig resolve(List<String> flags) throws IOException {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(flags.toArray(String[]::new));
    return holder.options.resolve();
  }

  /** The flags by which a command finds this stack; the second one is its data directory. */
  public List<String> flags() {
    return List.copyOf(flags);
  }

  /** Its configuration. */
  public StackConfig config() {
    return config;
  }

  /** The stack itself. */
  public Stack stack() {
    return stack;
  }

  /** The process of a component, or of the supervisor, as it is recorded now. */
  public ProcessIdentity processOf(String component) {
    return find(component)
        .orElseThrow(() -> new AssertionError("no process of " + component + " is recorded"));
  }

  /** The processes of all components that were started, and of the supervisor. */
  public List<ProcessIdentity> processes() {
    List<ProcessIdentity> processes = new ArrayList<>();
    find(Supervisor.NAME).ifPresent(processes::add);
    for (Component component : Component.values()) {
      find(component.label()).ifPresent(processes::add);
    }
    return processes;
  }

  /** Kills a component and waits until the supervisor has put another process in its place. */
  public void kill(Component component) throws IOException, InterruptedException {
    ProcessIdentity killed = processOf(component.label());
    Signals.send(killed, "KILL");
    long deadline = System.nanoTime() + RESTART_MAX.toNanos();
    while (find(component.label())
        .filter(process -> process.isAlive() && !process.equals(killed))
        .isEmpty()) {
      assertThat(System.nanoTime()).as("%s was not started again", component).isLessThan(deadline);
      Thread.sleep(POLL_MS);
    }
  }

  /** Stops everything, also when the test was interrupted. */
  public void close() throws IOException, InterruptedException {
    boolean interrupted = Thread.interrupted();
    stack.down();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ProcessIdentity> find(String component) {
    try {
      return run.read(component).map(ComponentRecord::process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The supervisor, a process of its own, stops the servers even when this JVM is killed next. */
  private void stopOnExit() {
    try {
      Optional<ProcessIdentity> supervisor = find(Supervisor.NAME).filter(ProcessIdentity::isAlive);
      List<ProcessIdentity> told = supervisor.map(List::of).orElseGet(this::processes);
      for (ProcessIdentity process : told) {
        Signals.send(process, "TERM");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("servers are left running: " + processes(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
