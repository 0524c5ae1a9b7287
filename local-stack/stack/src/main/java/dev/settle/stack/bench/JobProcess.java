package dev.settle.stack.bench;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.settle.stack.flink.FlinkJvm;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One job on a Flink of its own in a JVM of its own ({@code dev.settle.stream.bench.BenchJob}). A
 * fresh JVM for each run: what the JIT compiler learnt from one job neither helps nor hurts the
 * next.
 */
final class JobProcess implements AutoCloseable {
  private static final int STOP_MAX_S = 20;

  /** In the log of garbage collections: used before and after, as in 900M->200M(3072M). */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");

  private static final List<String> MODULE_OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private final Process process;
  private final Path logFile;
  private final Path profiler;
  private final Path collections;

  private JobProcess(Process process, Path logFile, Path profiler, Path collections) {
    this.process = process;
    this.logFile = logFile;
    this.profiler = profiler;
    this.collections = collections;
  }

  /**
   * Starts it.
   *
   * @param home the project's directory
   * @param directory working directory, with the logging's configuration
   * @param profiler async-profiler's library
   * @param jvmOptions heap and the like
   */
  static JobProcess start(
      Path home,
      Path directory,
      Path profiler,
      Path logFile,
      List<String> jvmOptions,
      List<String> arguments)
      throws IOException {
    Files.createDirectories(logFile.getParent());
    Path collections = directory.resolve("collections.log");
    List<String> command = Commands.java(jvmOptions.toArray(String[]::new));
    command.addAll(MODULE_OPTIONS);
    command.addAll(
        List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:gc:file=" + collections,
            "-Dlog4j2.configurationFile=log4j2.properties",
            "-Dlog.file=" + logFile,
            "-cp",
            classPath(home),
            "dev.settle.stream.bench.BenchJob"));
    command.addAll(arguments);
    // Its standard input stays open: the job ends when it is closed, and so with this JVM.
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
    builder.environment().putAll(FlinkJvm.ENVIRONMENT);
    return new JobProcess(builder.start(), logFile, profiler, collections);
  }

  /** Flink, and the jobs. */
  static String classPath(Path home) throws IOException {
    return Libraries.jar(home, "stream-jobs", "stream-jobs", "-fat")
        + ":"
        + Libraries.classPath(home, "local-stack/flink/target/lib");
  }

  Path logFile() {
    return logFile;
  }

  void requireAlive() {
    if (!process.isAlive()) {
      throw new ServerFailedException(
          "the job has ended with exit code " + process.exitValue() + "; see " + logFile);
    }
  }

  /** Processor time that the job's JVM has used, all threads. */
  long cpuNs() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /**
   * Memory of the job's process that is in RAM, bytes: heap, RocksDB, buffers, code and all else.
   */
  long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no VmRSS in " + status);
  }

  /**
   * The heap at its last collection.
   *
   * @return zeros while there was none
   */
  Heap heap() throws IOException {
    Heap last = new Heap(0, 0);
    for (String line : Files.readAllLines(collections)) {
      Matcher sizes = COLLECTION.matcher(line);
      if (sizes.find()) {
        last = new Heap(Long.parseLong(sizes.group(1)), Long.parseLong(sizes.group(2)));
      }
    }
    return last;
  }

  /**
   * A JVM's heap around a collection.
   *
   * @param beforeMb used before it, MiB
   * @param afterMb used after it, MiB
   */
  record Heap(long beforeMb, long afterMb) {}

  /** Begins to sample the stacks of all threads that use a processor. */
  void startProfile() throws IOException {
    profiler("start,event=itimer,interval=2ms,threads");
  }

  /** Writes the samples as collapsed stacks. */
  void stopProfile(Path file) throws IOException {
    profiler("stop,collapsed,threads,file=" + file);
  }

  private void profiler(String command) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        machine.loadAgentPath(profiler.toString(), command);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IOException("the profiler did not take '" + command + "'", e);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
