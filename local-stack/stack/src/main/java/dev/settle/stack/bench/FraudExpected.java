package dev.settle.stack.bench;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the fraud job must find in a load, as {@code dev.settle.stream.bench.FraudExpectation} found
 * it without Flink. All rules are applied once; rules know nothing of each other, so the findings
 * of some are a part of it.
 */
final class FraudExpected {
  private static final String CROSSING = "CROSSING";
  private static final String KEYS = "KEYS";

  private final List<String> crossings = new ArrayList<>();
  private final Map<String, Long> keys = new TreeMap<>();

  private FraudExpected(List<String> lines) {
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals(KEYS)) {
        keys.put(fields[1], Long.parseLong(fields[2]));
      } else {
        crossings.add(line.substring(CROSSING.length() + 1));
      }
    }
  }

  /** What was found before; else it is found now, which takes a while. */
  static FraudExpected of(BenchBroker broker, Path home, Path directory, Path log)
      throws IOException, InterruptedException {
    List<FraudRuleRow> rules = BenchRules.all();
    Path file = directory.resolve("expected-" + Integer.toHexString(rules.hashCode()) + ".tsv");
    if (!Files.exists(file)) {
      Path unfinished = directory.resolve("expected.unfinished");
      BenchRules.write(broker.bootstrapServers(), rules);
      find(broker, home, unfinished, log);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return new FraudExpected(Files.readAllLines(file));
  }

  private static void find(BenchBroker broker, Path home, Path file, Path log)
      throws IOException, InterruptedException {
    List<String> command = Commands.java("-Xmx3g", "-XX:+UseParallelGC");
    command.addAll(
        List.of(
            "-cp",
            JobProcess.classPath(home),
            "dev.settle.stream.bench.FraudExpectation",
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--to",
            file.toString()));
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ServerFailedException(
            "what the load must give was not found, exit code " + exit + "; see " + log);
      }
    } finally {
      process.destroy();
    }
  }

  /** How many keys there are, by what they are made of. */
  Map<String, Long> keys() {
    return keys;
  }

  /** Findings of some rules, by rule. */
  Map<String, Long> countsOf(List<FraudRuleRow> rules) {
    Map<String, Long> counts = new LinkedHashMap<>();
    rules.forEach(rule -> counts.put(rule.getRuleId(), 0L));
    crossings.forEach(line -> counts.computeIfPresent(ruleOf(line), (rule, count) -> count + 1));
    return counts;
  }

  private static String ruleOf(String line) {
    return line.substring(0, line.indexOf('\t'));
  }

  /**
   * Holds the alerts that are committed against what these rules must find: every one, with its
   * value and its window, and none else.
   *
   * @param settled how long to wait for one too many
   * @throws ServerFailedException when they are not the same
   */
  void requireAlerts(BenchBroker broker, List<FraudRuleRow> rules, Duration settled, JobProcess job)
      throws InterruptedException {
    Set<String> ids = rules.stream().map(FraudRuleRow::getRuleId).collect(Collectors.toSet());
    List<String> expected = crossings.stream().filter(line -> ids.contains(ruleOf(line))).toList();
    CommittedTopic topic = new CommittedTopic(broker, JobBench.topic(Topics.FRAUD_ALERTS));
    topic.read(expected.size(), JobRun.STALLED_AFTER, found -> {});
    job.requireAlive();
    Thread.sleep(settled.toMillis());
    AvroCodec<FraudAlert> codec = AvroCodec.of(FraudAlert.class);
    List<String> found = new ArrayList<>();
    topic.read(0, JobRun.STALLED_AFTER, record -> found.add(line(codec, record.value())));
    String wrong = difference(expected, found);
    if (!wrong.isEmpty()) {
      throw new ServerFailedException(wrong + "; see " + job.logFile());
    }
  }

  /** What is wrong with the alerts that were found; empty when nothing is. */
  static String difference(List<String> expected, List<String> found) {
    if (found.stream().sorted().toList().equals(expected.stream().sorted().toList())) {
      return "";
    }
    List<String> missing = without(expected, found);
    List<String> surplus = without(found, expected);
    return "%d alerts, expected %d; %d missing, such as %s; %d wrong, such as %s"
        .formatted(
            found.size(),
            expected.size(),
            missing.size(),
            missing.stream().findFirst().orElse("-"),
            surplus.size(),
            surplus.stream().findFirst().orElse("-"));
  }

  private static List<String> without(List<String> lines, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return lines.stream().filter(line -> !known.contains(line)).toList();
  }

  private static String line(AvroCodec<FraudAlert> codec, byte[] value) {
    try {
      FraudAlert alert = codec.decode(value);
      List<String> ids = alert.getEventIds();
      return String.join(
          "\t",
          alert.getRuleId(),
          alert.getKey(),
          // The event that crossed is the newest.
          ids.isEmpty() ? alert.getType() : ids.get(ids.size() - 1),
          Long.toString(alert.getEventTime()),
          Long.toString(alert.getValue()),
          Long.toString(alert.getEvents()),
          Long.toString(alert.getWindowFrom()),
          Long.toString(alert.getWindowTo()));
    } catch (CodecException e) {
      throw new ServerFailedException("an alert cannot be read: " + e.getMessage());
    }
  }
}
