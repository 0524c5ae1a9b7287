package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * One part of a night in a JVM of its own with the class path of batch-jobs ({@code
 * dev.settle.batch.bench.NightBench}).
 */
final class NightProcess {
  private final Path home;
  private final Path log;
  private final int heapMb;

  /**
   * Runs parts.
   *
   * @param home the project's directory
   * @param log where their log goes
   * @param heapMb heap of each JVM
   */
  NightProcess(Path home, Path log, int heapMb) {
    this.home = home;
    this.log = log;
    this.heapMb = heapMb;
  }

  /**
   * Runs a part to its end.
   *
   * @throws ServerFailedException when it fails; the message names its log
   */
  Outcome run(NightPart part, String clickHouseUrl, Path statements, LocalDate date)
      throws IOException, InterruptedException {
    return run(part.name(), clickHouseUrl, statements, date, List.of());
  }

  /** Runs a part by its name, with arguments of its own. */
  Outcome run(String part, String clickHouseUrl, Path statements, LocalDate date, List<String> more)
      throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    List<String> command =
        Commands.java("-Xms" + heapMb + "m", "-Xmx" + heapMb + "m", "-XX:+UseParallelGC");
    command.addAll(
        List.of(
            "-cp",
            Libraries.moduleClassPath(home, "batch-jobs", "batch-jobs"),
            "dev.settle.batch.bench.NightBench",
            "--part",
            part,
            "--clickhouse-url",
            clickHouseUrl,
            "--statements",
            statements.toString(),
            "--business-date",
            date.toString()));
    command.addAll(more);
    // Its standard input stays open: it ends when that is closed, and so with this JVM.
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ServerFailedException(part + " ended with exit code " + exit + "; see " + log);
      }
      JsonNode json = new ObjectMapper().readTree(printed);
      return new Outcome(
          json.path("rows").asLong(),
          json.path("seconds").asDouble(),
          json.path("heap_peak_mb").asLong());
    } finally {
      process.getOutputStream().close();
      process.destroy();
    }
  }

  /**
   * What a part said.
   *
   * @param rows rows that it handled
   * @param seconds without the JVM's start
   * @param heapPeakMb the JVM's heap at its highest
   */
  record Outcome(long rows, double seconds, long heapPeakMb) {}
}
