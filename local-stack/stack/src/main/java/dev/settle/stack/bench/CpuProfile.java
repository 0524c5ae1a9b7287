package dev.settle.stack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the processor time of a job went, from sampled stacks: each sample belongs to one part, by
 * its thread or by the innermost frame that says what is being done.
 */
final class CpuProfile {
  private static final String STATE = "state";

  private static final List<Rule> THREADS =
      List.of(
          new Rule("JVM: garbage collection", "[GC ", "[G1 ", "[VM Thread", "[VM Periodic"),
          new Rule("JVM: JIT compiler", "[C1 Compiler", "[C2 Compiler", "[Sweeper"),
          new Rule("RocksDB: flush and compaction", "[rocksdb"),
          new Rule("Kafka: fetch", "[Source Data Fetcher"),
          new Rule("Kafka: send", "[kafka-producer-network-thread"),
          new Rule("checkpoint: upload", "[AsyncOperations", "[jobmanager-io", "[IO-"));

  private static final List<Rule> FRAMES =
      List.of(
          new Rule("encode entries", "LegEncoder", "EncodedLeg", "stream/kafka/AvroWriter"),
          new Rule("Kafka: batch and compress", "connector/kafka/sink/", "clients/producer/"),
          new Rule("shuffle: write", "io/network/api/writer/", "KeyGroupStreamPartitioner"),
          new Rule(STATE, "org/rocksdb/", "state/rocksdb/", "runtime/state/"),
          new Rule("state: cache", "stream/state/WriteBackCache"),
          new Rule(
              "decode changes",
              "ledger/OrderChangeDecoder",
              "schemas/codec/",
              "dev/settle/schemas/avro/"),
          new Rule("fraud: windows", "fraud/window/"),
          new Rule("fraud: events, filters, keys", "fraud/rule/"),
          new Rule("rules", "ledger/rule/", "settle/schemas/"),
          new Rule("journal step: rest", "ledger/JournalFunction", "ledger/PaymentBook"),
          new Rule("account step: rest", "ledger/AccountFunction"),
          new Rule("fraud, by event: rest", "fraud/Route"),
          new Rule("fraud, by key: rest", "fraud/"),
          new Rule(
              "shuffle: read",
              "streaming/runtime/io/",
              "io/network/api/serialization/",
              "io/network/partition/"),
          new Rule(
              "Kafka: source",
              "connector/kafka/source/",
              "stream/kafka/",
              "connector/base/source/"));

  private final Map<String, Long> samples = new LinkedHashMap<>();
  private long total;

  private CpuProfile() {}

  /**
   * Reads collapsed stacks: frames from the thread inwards, separated by semicolons, then a count.
   */
  static CpuProfile read(Path collapsed) throws IOException {
    CpuProfile profile = new CpuProfile();
    try (Stream<String> lines = Files.lines(collapsed)) {
      lines.forEach(profile::take);
    }
    return profile;
  }

  private void take(String line) {
    int blank = line.lastIndexOf(' ');
    if (blank < 0) {
      return;
    }
    long count = Long.parseLong(line.substring(blank + 1));
    samples.merge(partOf(line.substring(0, blank)), count, Long::sum);
    total += count;
  }

  /** The part that a stack belongs to. */
  static String partOf(String stack) {
    String[] frames = stack.split(";", -1);
    for (Rule rule : THREADS) {
      if (rule.matches(frames[0])) {
        return rule.part();
      }
    }
    for (int i = frames.length - 1; i > 0; i--) {
      for (Rule rule : FRAMES) {
        if (rule.matches(frames[i])) {
          return rule.part().equals(STATE) ? stateOf(stack) : rule.part();
        }
      }
    }
    return "rest";
  }

  private static String stateOf(String stack) {
    if (stack.contains("ledger/JournalFunction")) {
      return "state of orders";
    }
    if (stack.contains("fraud/Route")) {
      return "state of events";
    }
    if (stack.contains("fraud/Evaluate")) {
      return "state of keys";
    }
    return stack.contains("ledger/AccountFunction") ? "state of accounts" : "state: snapshot";
  }

  /** Parts with their share of the samples in percent, the largest first. */
  Map<String, Double> shares() {
    List<Map.Entry<String, Long>> parts = new ArrayList<>(samples.entrySet());
    parts.sort(Comparator.comparing(entry -> -entry.getValue()));
    Map<String, Double> shares = new LinkedHashMap<>();
    parts.forEach(
        entry -> shares.put(entry.getKey(), Math.round(entry.getValue() * 1000.0 / total) / 10.0));
    return shares;
  }

  private record Rule(String part, List<String> marks) {
    Rule(String part, String... marks) {
      this(part, List.of(marks));
    }

    boolean matches(String frame) {
      return marks.stream().anyMatch(frame::contains);
    }
  }
}
