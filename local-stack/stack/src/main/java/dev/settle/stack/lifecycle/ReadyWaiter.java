package dev.settle.stack.lifecycle;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.RunDirectory;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.process.Supervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waits until components serve, telling each as it does, and says why when one does not. */
final class ReadyWaiter {

  private static final Duration POLL = Duration.ofMillis(200);

  /** After this many starts a server that still ends by itself is given up on. */
  private static final int RESTARTS_MAX = 3;

  private final StackConfig config;
  private final RunDirectory run;
  private final Progress progress;
  private final Duration timeout;

  ReadyWaiter(StackConfig config, RunDirectory run, Progress progress, Duration timeout) {
    this.config = config;
    this.run = run;
    this.progress = progress;
    this.timeout = timeout;
  }

  void await(Set<Component> components) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Map<Component, Server> pending = new EnumMap<>(Component.class);
    components.forEach(component -> pending.put(component, Servers.of(component, config)));
    Map<Component, Integer> restartsBefore = new EnumMap<>(Component.class);
    while (true) {
      for (Iterator<Map.Entry<Component, Server>> i = pending.entrySet().iterator();
          i.hasNext(); ) {
        Map.Entry<Component, Server> entry = i.next();
        Server server = entry.getValue();
        Optional<ComponentRecord> record = run.read(server.name());
        if (record.isEmpty()) {
          continue;
        }
        restartsBefore.putIfAbsent(entry.getKey(), record.get().restarts());
        if (record.get().isAlive() && server.isReady(record.get())) {
          progress.line(ready(server, record.get(), begin));
          i.remove();
        } else {
          failWhenHopeless(server, record.get(), restartsBefore.getOrDefault(entry.getKey(), 0));
        }
      }
      if (pending.isEmpty()) {
        return;
      }
      failWhenLate(pending, begin);
      Thread.sleep(POLL.toMillis());
    }
  }

  private String ready(Server server, ComponentRecord record, long begin) {
    var process = record.process();
    return String.format(
        java.util.Locale.ROOT,
        "%-18s ready %6.1f s   pid %d%s",
        server.name(),
        (System.nanoTime() - begin) / 1e9,
        process == null ? 0 : process.pid(),
        server.port() == 0 ? "" : "   127.0.0.1:" + server.port());
  }

  private void failWhenHopeless(Server server, ComponentRecord record, int restartsBefore)
      throws IOException {
    String failure = record.failure();
    if (failure != null) {
      throw new ServerFailedException(server.name() + " cannot be started: " + failure);
    }
    if (record.restarts() - restartsBefore >= RESTARTS_MAX) {
      throw new ServerFailedException(
          FailureReport.of(
              server.name(),
              "was started " + (RESTARTS_MAX + 1) + " times and did not stay up",
              server.logFile()));
    }
    if (run.read(Supervisor.NAME).filter(ComponentRecord::isAlive).isEmpty()) {
      throw new ServerFailedException(
          FailureReport.of("the supervisor", "has ended", config.log(Supervisor.NAME)));
    }
  }

  private void failWhenLate(Map<Component, Server> pending, long begin) throws IOException {
    if (System.nanoTime() - begin > timeout.toNanos()) {
      Server server = pending.values().iterator().next();
      throw new ServerFailedException(
          FailureReport.of(
              server.name(),
              "does not answer after " + timeout.toSeconds() + " s",
              server.logFile()));
    }
  }
}
