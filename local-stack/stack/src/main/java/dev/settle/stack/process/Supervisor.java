package dev.settle.stack.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that owns the servers of one data directory: it keeps the wanted ones running until
 * it is asked to stop (TERM), and then stops them in the reverse order. What is wanted it reads
 * again and again, so that more can be added while it runs. When it is killed the servers go on,
 * and the next supervisor adopts them.
 */
public final class Supervisor {

  /** Name of its record and log. */
  public static final String NAME = "supervisor";

  private static final Duration TICK = Duration.ofMillis(500);

  /** Reads which components should run. */
  @FunctionalInterface
  public interface Wanted {
    /** Their names. */
    Set<String> read() throws IOException;
  }

  private final Map<String, Server> servers;
  private final Wanted wanted;
  private final RunDirectory run;
  private final Path logDirectory;
  private final SupervisorLog log;
  private final Map<String, ComponentKeeper> keepers =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Makes a supervisor.
   *
   * @param servers all servers there are, in the order of their start
   */
  public Supervisor(
      List<Server> servers, Wanted wanted, RunDirectory run, Path logDirectory, SupervisorLog log) {
    this.servers = new LinkedHashMap<>();
    servers.forEach(server -> this.servers.put(server.name(), server));
    this.wanted = wanted;
    this.run = run;
    this.logDirectory = logDirectory;
    this.log = log;
  }

  /**
   * Runs until asked to stop by TERM or INT.
   *
   * @return false when another supervisor runs for this directory already
   */
  public boolean run() throws IOException, InterruptedException {
    Files.createDirectories(run.path());
    try (FileChannel channel =
            FileChannel.open(
                run.path().resolve("supervisor.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        log.line("another supervisor runs for this directory");
        return false;
      }
      Thread hook = new Thread(this::stopAndWait, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      record();
      log.line("supervisor started, pid " + ProcessHandle.current().pid());
      try {
        do {
          keepWanted();
          rotateLogs();
        } while (!stopRequested.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
      } finally {
        stopAll();
        run.delete(NAME);
        log.line("supervisor stopped");
        stopped.countDown();
      }
      return true;
    }
  }

  private void record() throws IOException {
    ProcessIdentity self =
        ProcessIdentity.of(ProcessHandle.current().pid())
            .orElseThrow(() -> new IllegalStateException("/proc does not show this process"));
    List<String> command = new ArrayList<>();
    ProcessHandle.current().info().commandLine().ifPresent(command::add);
    run.write(new ComponentRecord(NAME, 0, self, command, Instant.now(), 0, null));
  }

  private void keepWanted() {
    Set<String> names;
    try {
      names = wanted.read();
    } catch (IOException e) {
      log.line("cannot read what should run; nothing is changed", e);
      return;
    }
    for (Server server : servers.values()) {
      if (names.contains(server.name()) && !keepers.containsKey(server.name())) {
        ComponentKeeper keeper = new ComponentKeeper(server, run, log);
        keepers.put(server.name(), keeper);
        keeper.start();
      }
    }
  }

  private void rotateLogs() {
    for (ComponentKeeper keeper : keepers.values()) {
      rotate(keeper.server().logFile());
    }
    rotate(logDirectory.resolve(NAME + ".log"));
  }

  private void rotate(Path file) {
    try {
      LogFile.rotate(file);
    } catch (IOException e) {
      log.line("cannot bound the size of " + file, e);
    }
  }

  private void stopAll() {
    List<ComponentKeeper> reversed = new ArrayList<>(keepers.values());
    Collections.reverse(reversed);
    for (ComponentKeeper keeper : reversed) {
      try {
        keeper.stop();
      } catch (IOException | ServerFailedException e) {
        log.line(keeper.server().name() + " could not be stopped", e);
      } catch (InterruptedException e) {
        log.line("interrupted while stopping " + keeper.server().name());
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void stopAndWait() {
    stopRequested.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
