package dev.settle.stack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.FlinkJob;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.kafka.KafkaTransactions;
import dev.settle.stack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * What a stack shows of itself when a test of it has failed: open transactions, what the jobs'
 * tasks have read and written, warnings in the logs. On a machine that is gone afterwards it is all
 * there is to find the cause with.
 */
final class Evidence {
  private static final List<Component> LOGS =
      List.of(
          Component.FLINK_JOBMANAGER,
          Component.FLINK_TASKMANAGER,
          Component.KAFKA,
          Component.CDC_CONNECTOR);

  private static final int LOG_LINES_MAX = 60;
  private static final int LINE_MAX = 400;

  private static final Pattern TELLING =
      Pattern.compile("\\b(WARN|ERROR|Exception|Aborting|lingering|REFUSED|Restoring)\\b");

  private final StackConfig config;

  Evidence(StackConfig config) {
    this.config = config;
  }

  /** Everything, line by line; what cannot be told says why, and the rest is told. */
  List<String> lines() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    addTransactions(lines);
    addJobs(lines);
    for (Component component : LOGS) {
      addLog(component, lines);
    }
    return lines;
  }

  private void addTransactions(List<String> lines) throws InterruptedException {
    try (KafkaTransactions transactions = new KafkaTransactions(config.bootstrapServers())) {
      transactions.open().forEach(one -> lines.add("open " + one));
      transactions.held().forEach(one -> lines.add("held back " + one));
    } catch (ExecutionException e) {
      lines.add("transactions are not told: " + e);
    }
  }

  private void addJobs(List<String> lines) throws InterruptedException {
    FlinkRest rest = new FlinkRest(config.localFlinkUrl());
    try {
      for (FlinkJob job : rest.jobs()) {
        lines.add(job + ", last checkpoint " + rest.lastCheckpoint(job.id()));
        JsonNode told = rest.get("/jobs/" + job.id());
        for (JsonNode vertex : told.path("vertices")) {
          JsonNode metrics = vertex.path("metrics");
          lines.add(
              "  %s %s: %s in, %s out"
                  .formatted(
                      vertex.path("name").asText(),
                      vertex.path("tasks").toString(),
                      metrics.path("read-records").asText(),
                      metrics.path("write-records").asText()));
        }
        for (JsonNode failure :
            rest.get("/jobs/" + job.id() + "/exceptions?maxExceptions=5")
                .path("exceptionHistory")
                .path("entries")) {
          lines.add("  failed: " + shortened(failure.path("stacktrace").asText()));
        }
      }
    } catch (IOException e) {
      lines.add("jobs are not told: " + e);
    }
  }

  private void addLog(Component component, List<String> lines) {
    Path log = config.log(component.label());
    try {
      List<String> telling =
          Files.readAllLines(log).stream().filter(line -> TELLING.matcher(line).find()).toList();
      lines.add(log.getFileName() + ", the last of " + telling.size() + " telling lines:");
      telling.stream()
          .skip(Math.max(0, telling.size() - LOG_LINES_MAX))
          .forEach(line -> lines.add("  " + shortened(line)));
      LogFile.tail(log, 5).forEach(line -> lines.add("  end: " + shortened(line)));
    } catch (IOException e) {
      lines.add(log + " is not read: " + e);
    }
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + " …";
  }
}
