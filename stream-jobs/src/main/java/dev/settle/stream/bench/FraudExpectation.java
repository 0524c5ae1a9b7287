package dev.settle.stream.bench;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.fraud.rule.EventReader;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyOf;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.rule.RuleReader;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ObjIntConsumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the fraud job must find in a filled topic: the rules of {@code payments.reference} applied,
 * without Flink, to all payments of {@code payments.changes} in the order of their time. One line a
 * finding ({@code CROSSING}: rule, key, event, its time, value, events, window) and one a kind of
 * key ({@code KEYS}: how many there are), fields separated by tabs.
 *
 * <p>It keeps every payment in memory, some 200 bytes each, and the windows of one key at a time.
 */
@Command(
    name = "fraud-expectation",
    description = "Writes what the fraud job must find in a filled topic.")
public final class FraudExpectation implements Callable<Integer> {
  /** How late a payment may come and still be applied in its order. */
  static final long OUT_OF_ORDERNESS_MS = 5_000;

  private static final Duration POLL = Duration.ofMillis(200);

  @Option(names = "--bootstrap-servers", required = true, description = "Kafka.")
  private String bootstrapServers = "";

  @Option(names = "--to", required = true, description = "The file.")
  private Path file = Path.of("");

  private final List<FraudEvent> events = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<Integer, Long> newest = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private FraudExpectation() {}

  /** Writes the file; {@code --help} shows the arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FraudExpectation()).execute(args));
  }

  @Override
  public Integer call() throws IOException, CodecException, RefusedRuleException {
    Map<String, List<FraudRule>> byKey = new TreeMap<>();
    for (FraudRule rule : rules()) {
      byKey.computeIfAbsent(rule.key().name(), name -> new ArrayList<>()).add(rule);
    }
    readEvents();
    byKey.forEach(this::find);
    Files.write(file, lines);
    return 0;
  }

  private List<FraudRule> rules() throws CodecException, RefusedRuleException {
    AvroCodec<ReferenceChange> codec = AvroCodec.of(ReferenceChange.class);
    List<byte[]> records = new ArrayList<>();
    read(Topics.REFERENCE, (value, partition) -> records.add(value));
    List<FraudRule> rules = new ArrayList<>();
    for (byte[] record : records) {
      FraudRuleRow row = codec.decode(record).getFraudRule();
      if (row != null) {
        rules.add(RuleReader.read(row));
      }
    }
    return rules;
  }

  /** All events that the watermark passes at the end of the topic, in their order. */
  private void readEvents() {
    AvroCodec<PaymentChange> codec = AvroCodec.of(PaymentChange.class);
    read(
        Topics.CHANGES,
        (value, partition) -> {
          try {
            for (FraudEvent event : EventReader.read(codec.decode(value))) {
              events.add(sharing(event));
              newest.merge(partition, event.time(), Math::max);
            }
          } catch (CodecException | UnreadableChangeException e) {
            throw new IllegalStateException("the load has a change that cannot be read", e);
          }
        });
    long watermark =
        newest.values().stream().mapToLong(time -> time).min().orElse(0) - OUT_OF_ORDERNESS_MS - 1;
    events.removeIf(event -> event.time() > watermark);
    events.sort(FraudEvent.ORDER);
  }

  private void read(String topic, ObjIntConsumer<byte[]> consumer) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            20_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            8_388_608,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    try (KafkaConsumer<byte[], byte[]> kafka =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          kafka.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      kafka.assign(partitions);
      kafka.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
        kafka.poll(POLL).forEach(found -> consumer.accept(found.value(), found.partition()));
      }
    }
  }

  /** The event with texts that others have too. */
  private FraudEvent sharing(FraudEvent event) {
    return new FraudEvent(
        event.id(),
        event.orderId(),
        event.refund(),
        event.kind(),
        event.channel(),
        shared(event.currency()),
        event.amount(),
        shared(event.payer()),
        shared(event.payee()),
        shared(event.merchant()),
        shared(event.device()),
        shared(event.ip()),
        event.time());
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, same -> same);
  }

  /** Applies rules with the same kind of key, key by key. */
  private void find(String name, List<FraudRule> rules) {
    KeyOf keys = rules.get(0).key();
    long[] visits = visits(keys, rules);
    long count = 0;
    Map<String, Map<String, RuleWindow>> known = new HashMap<>();
    for (int i = 0; i < visits.length; i++) {
      if (i > 0 && visits[i] == visits[i - 1]) {
        continue; // two keys of one event with the same hash: both are visited at once
      }
      int hash = (int) (visits[i] >> 32);
      if (i > 0 && hash != (int) (visits[i - 1] >> 32)) {
        count += known.size();
        known.clear();
      }
      FraudEvent event = events.get((int) visits[i]);
      for (String key : keys.keysOf(event)) {
        if (key.hashCode() == hash) {
          apply(rules, key, event, known.computeIfAbsent(key, k -> new HashMap<>()));
        }
      }
    }
    lines.add(String.join("\t", "KEYS", name, Long.toString(count + known.size())));
  }

  /** The hash of each key and the place of its event, sorted: key by key, in the events' order. */
  private long[] visits(KeyOf keys, List<FraudRule> rules) {
    LongStream.Builder visits = LongStream.builder();
    for (int i = 0; i < events.size(); i++) {
      FraudEvent event = events.get(i);
      if (rules.stream().anyMatch(rule -> rule.counts(event))) {
        for (String key : keys.keysOf(event)) {
          visits.add((long) key.hashCode() << 32 | i);
        }
      }
    }
    return visits.build().sorted().toArray();
  }

  private void apply(
      List<FraudRule> rules, String key, FraudEvent event, Map<String, RuleWindow> windows) {
    for (FraudRule rule : rules) {
      if (rule.counts(event)) {
        RuleWindow window = RuleWindow.of(rule, windows.get(rule.id()), 1);
        windows.put(rule.id(), window);
        Finding finding = window.accept(rule, key, event, event.time());
        if (finding != null) {
          lines.add(
              String.join(
                  "\t",
                  "CROSSING",
                  rule.id(),
                  key,
                  event.id(),
                  Long.toString(event.time()),
                  Long.toString(finding.value()),
                  Long.toString(finding.events()),
                  Long.toString(finding.windowFrom()),
                  Long.toString(finding.windowTo())));
        }
      }
    }
  }
}
