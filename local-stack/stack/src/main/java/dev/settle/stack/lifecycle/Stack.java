package dev.settle.stack.lifecycle;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackState;
import dev.settle.stack.process.AtomicFiles;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Components;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.RunDirectory;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.process.Signals;
import dev.settle.stack.process.Supervisor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The stack of one data directory: starts and stops its supervisor and, where that is gone, the
 * servers themselves.
 */
public final class Stack {

  private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration SUPERVISOR_START_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration SUPERVISOR_STOP_TIMEOUT = Duration.ofMinutes(3);
  private static final String SUPERVISOR_HEAP = "-Xmx128m";

  private final StackConfig config;
  private final RunDirectory run;
  private final Progress progress;

  /** For this configuration, telling the progress. */
  public Stack(StackConfig config, Progress progress) {
    this.config = config;
    this.run = new RunDirectory(config.runDir());
    this.progress = progress;
  }

  /**
   * Starts what is not running of these components, and waits until all of them serve.
   *
   * @throws PortInUseException when a port is taken by somebody else
   * @throws ServerFailedException when a server does not come up; the message shows the end of its
   *     log
   */
  public void up(Set<Component> components) throws IOException, InterruptedException {
    Prerequisites.check(config);
    try (CommandLock lock = CommandLock.acquire(run.path(), progress)) {
      boolean supervised = isAlive(Supervisor.NAME);
      Set<Component> wanted = EnumSet.noneOf(Component.class);
      wanted.addAll(components);
      Set<Component> before = supervised ? StackState.read(config.dataDir()).wanted() : Set.of();
      wanted.addAll(before);
      // What a killed supervisor has left running is adopted, also when it was not asked for now.
      for (Component component : Component.values()) {
        if (isAlive(component.label())) {
          wanted.add(component);
        }
      }
      PortCheck.check(config, run, wanted, before);
      AtomicFiles.write(
          StackState.file(config.dataDir()), StackState.of(config, wanted).toJson() + "\n");
      if (!supervised) {
        forgetEnded();
        startSupervisor();
      }
      new ReadyWaiter(config, run, progress, READY_TIMEOUT).await(wanted);
      lock.check();
    }
  }

  /**
   * Stops everything that was started for this data directory, in reverse order, also when the
   * supervisor is gone.
   *
   * @return how many processes were stopped
   */
  public int down() throws IOException, InterruptedException {
    if (!Files.isDirectory(run.path())) {
      return 0;
    }
    try (CommandLock lock = CommandLock.acquire(run.path(), progress)) {
      int running = runningCount();
      stopSupervisor();
      List<Server> servers = new ArrayList<>(Servers.all(config));
      Collections.reverse(servers);
      for (Server server : servers) {
        Optional<ComponentRecord> record = run.read(server.name());
        if (record.isPresent()) {
          Components.stop(server, record.get(), run, progress::line);
        }
      }
      AtomicFiles.write(
          StackState.file(config.dataDir()), StackState.of(config, Set.of()).toJson() + "\n");
      lock.check();
      return running;
    }
  }

  /** A record of a process that is gone, or of an old failure, must not be taken for news. */
  private void forgetEnded() throws IOException {
    for (Component component : Component.values()) {
      if (!isAlive(component.label())) {
        run.delete(component.label());
      }
    }
  }

  private int runningCount() throws IOException {
    int running = 0;
    for (Component component : Component.values()) {
      if (isAlive(component.label())) {
        running++;
      }
    }
    return running;
  }

  private void stopSupervisor() throws IOException, InterruptedException {
    Optional<ComponentRecord> record = run.read(Supervisor.NAME);
    if (record.isEmpty()) {
      return;
    }
    ProcessIdentity process = record.get().process();
    if (process != null && process.isAlive()) {
      progress.line("stopping the servers in reverse order …");
      if (!Signals.stop(process, "TERM", SUPERVISOR_STOP_TIMEOUT)) {
        progress.line(
            "the supervisor did not stop in time and was killed; stopping its servers one by one");
      }
    }
    run.delete(Supervisor.NAME);
  }

  private void startSupervisor() throws IOException, InterruptedException {
    Files.createDirectories(config.logDir());
    Path log = config.log(Supervisor.NAME);
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(
        Commands.java(
            SUPERVISOR_HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Libraries.pinned(System.getProperty("java.class.path"), config.appDir(Supervisor.NAME)),
            "dev.settle.stack.cli.Settle",
            "supervise",
            "--data-dir",
            config.dataDir().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(config.dataDir().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("SETTLE_HOME", config.home().toString());
    builder.environment().put("SETTLE_POSTGRES_USER", config.postgresUser());
    builder.environment().put("SETTLE_POSTGRES_PASSWORD", config.postgresPassword());
    builder.environment().put("SETTLE_CLICKHOUSE_USER", config.clickhouseUser());
    builder.environment().put("SETTLE_CLICKHOUSE_PASSWORD", config.clickhousePassword());
    Process process = builder.start();
    long deadline = System.nanoTime() + SUPERVISOR_START_TIMEOUT.toNanos();
    while (!isAlive(Supervisor.NAME)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new ServerFailedException(FailureReport.of("the supervisor", "did not start", log));
      }
      Thread.sleep(50);
    }
  }

  private boolean isAlive(String component) throws IOException {
    return run.read(component).filter(ComponentRecord::isAlive).isPresent();
  }
}
