package dev.settle.stack.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One component that runs as a child process: how to prepare, start, watch and stop it. */
public interface Server {

  /**
   * Its name, as in {@code settle status} and in its files {@code run/NAME.json} and {@code
   * logs/NAME.log}.
   */
  String name();

  /** The port it serves on loopback. */
  int port();

  /** The flag that changes the port, for messages. */
  String portFlag();

  /**
   * Makes data directory and configuration. Called before every start, so it does only what is
   * missing, and what it began and did not finish it does again.
   *
   * @throws IOException when files cannot be written
   * @throws ServerFailedException when a helper program failed; the message shows what it said
   * @throws InterruptedException when asked to stop meanwhile
   */
  void prepare() throws IOException, InterruptedException;

  /** The command that runs it in the foreground. */
  Launch launch() throws IOException, InterruptedException;

  /** Whether the process in the record serves requests now; false for every failure to reach it. */
  boolean isReady(ComponentRecord record) throws InterruptedException;

  /** The signal that asks it to stop in good order. */
  default String stopSignal() {
    return "TERM";
  }

  /** How long it may take to stop before it is killed. */
  default Duration stopTimeout() {
    return Duration.ofSeconds(20);
  }

  /** File that its standard output and error go to. */
  Path logFile();
}
