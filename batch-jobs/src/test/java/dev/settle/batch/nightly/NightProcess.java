package dev.settle.batch.nightly;

import dev.settle.batch.BatchJobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The batch side's main class in a JVM of its own, which can be killed at a line of its log. */
final class NightProcess implements AutoCloseable {
  private static final long SECONDS_MAX = 120;

  private final Process process;
  private final Path output;
  private final Thread reader;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean met;

  /**
   * Starts a command.
   *
   * @param folder where its output goes
   * @param at the line at which something happens, once
   * @param happens what: often the kill
   */
  NightProcess(Path folder, List<String> arguments, Predicate<String> at, Happening happens)
      throws IOException {
    output = Files.createTempFile(folder, "night", ".out");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BatchJobs.class.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectOutput(output.toFile()).start();
    reader = new Thread(() -> read(at, happens), "night-log");
    reader.start();
  }

  /** Ends it as a power cut would. */
  void kill9() {
    process.destroyForcibly();
  }

  /** Asks it to end, as Ctrl-C does. */
  void end() {
    process.destroy();
  }

  /** Waits for its end; its exit code is 137 after a kill. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the night does not end:\n" + log());
    }
    reader.join();
    return process.exitValue();
  }

  /** True when the line was met. */
  boolean met() {
    return met;
  }

  /** True while it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** What it logged. */
  String log() {
    return String.join("\n", List.copyOf(log));
  }

  /** What it printed. */
  String output() throws IOException {
    return Files.readString(output);
  }

  private void read(Predicate<String> at, Happening happens) {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (!met && at.test(line)) {
          met = true;
          happens.to(this);
        }
      }
    } catch (IOException e) {
      // A killed process takes its pipe with it.
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** What happens at a line of the log. */
  @FunctionalInterface
  interface Happening {
    /** Happens to the process whose line it was. */
    void to(NightProcess night);
  }
}
