package dev.settle.stack.process;

import java.io.IOException;
import java.util.function.Consumer;

/** Stops a recorded component, whoever started it. */
public final class Components {

  private Components() {}

  /**
   * Stops the recorded process, if it still runs, and forgets it.
   *
   * @param report told what was done, a line each
   */
  public static void stop(
      Server server, ComponentRecord record, RunDirectory run, Consumer<String> report)
      throws IOException, InterruptedException {
    ProcessIdentity process = record.process();
    if (process != null && process.isAlive()) {
      long begin = System.nanoTime();
      boolean orderly = Signals.stop(process, server.stopSignal(), server.stopTimeout());
      long tookMs = (System.nanoTime() - begin) / 1_000_000;
      report.accept(
          orderly
              ? "%s stopped in %d ms".formatted(server.name(), tookMs)
              : "%s did not stop within %d s and was killed"
                  .formatted(server.name(), server.stopTimeout().toSeconds()));
    }
    run.delete(server.name());
  }
}
