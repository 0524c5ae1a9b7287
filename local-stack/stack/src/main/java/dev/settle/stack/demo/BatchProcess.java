package dev.settle.stack.demo;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.Libraries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs commands of the module batch-jobs in a process of their own, as the script {@code settle}
 * does.
 */
public final class BatchProcess {
  private final StackConfig config;

  /** Against the servers of a configuration. */
  public BatchProcess(StackConfig config) {
    this.config = config;
  }

  /**
   * Runs a command to its end; its standard error goes to the data directory's logs.
   *
   * @param arguments the command and its flags
   * @param line takes each line that it prints
   * @return its exit code
   */
  public int run(List<String> arguments, Consumer<String> line)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            Commands.java(
                "-cp",
                Libraries.moduleClassPath(config.home(), "batch-jobs", "batch-jobs"),
                "dev.settle.batch.BatchJobs"));
    command.addAll(arguments);
    Files.createDirectories(config.logDir());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(config.home().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "SETTLE_DATA_DIR", config.dataDir().toString(),
                "SETTLE_REPORTS_DIR", reportsDir().toString(),
                "SETTLE_POSTGRES_URL", config.postgresUrl(),
                "SETTLE_POSTGRES_USER", config.postgresUser(),
                "SETTLE_POSTGRES_PASSWORD", config.postgresPassword(),
                "SETTLE_KAFKA_BOOTSTRAP_SERVERS", config.bootstrapServers(),
                "SETTLE_CLICKHOUSE_URL", config.clickhouseUrl(),
                "SETTLE_CLICKHOUSE_USER", config.clickhouseUser(),
                "SETTLE_CLICKHOUSE_PASSWORD", config.clickhousePassword()));
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String text = output.readLine(); text != null; text = output.readLine()) {
          line.accept(text);
        }
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  /** Where the night puts its reports. */
  public Path reportsDir() {
    return config.dataDir().resolve("reports");
  }

  /** Where standard error goes. */
  public Path log() {
    return config.log("batch-jobs");
  }
}
