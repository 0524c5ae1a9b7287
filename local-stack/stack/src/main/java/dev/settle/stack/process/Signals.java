package dev.settle.stack.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stops processes by their identity, never by a bare pid. */
public final class Signals {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration KILL_WAIT = Duration.ofSeconds(10);

  private Signals() {}

  /** Sends a signal, named without SIG, if that very process still runs. */
  public static void send(ProcessIdentity process, String signal)
      throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    try {
      Commands.run(
          "kill -" + signal + " " + process.pid(),
          new Launch(
              List.of(
                  "sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, Long.toString(process.pid())),
              Map.of(),
              Path.of("/")));
    } catch (ServerFailedException e) {
      // It ended between the check and the signal, which is what was wanted.
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  /** Waits until the process has ended; false when it still runs after the timeout. */
  public static boolean awaitEnd(ProcessIdentity process, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      Thread.sleep(POLL.toMillis());
    }
    return true;
  }

  /**
   * Asks a process to stop and kills it when it does not in time.
   *
   * @return true when it stopped by itself, false when it had to be killed
   */
  public static boolean stop(ProcessIdentity process, String signal, Duration timeout)
      throws IOException, InterruptedException {
    send(process, signal);
    if (awaitEnd(process, timeout)) {
      return true;
    }
    send(process, "KILL");
    if (!awaitEnd(process, KILL_WAIT)) {
      throw new ServerFailedException(
          "process " + process.pid() + " does not end even after SIGKILL");
    }
    return false;
  }
}
