package dev.settle.batch.gate;

import dev.settle.batch.BatchException;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code ledger.entries} from the first record appended after a time to the end of what is
 * committed. The topic's times are the broker's. Cost: one pass over what came since.
 */
public final class KafkaLedgerTopicTotals implements LedgerTopicTotals {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLedgerTopicTotals.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int SILENT_POLLS_MAX = 30;

  /** What the source's rows put on a day; captures and releases of holds they do not. */
  private static final Set<String> DATED_CAUSES =
      Set.of("PAYMENT", "REFUND", "HOLD", "INSTRUCTION");

  private final String bootstrapServers;

  /** Reads from this cluster. */
  public KafkaLedgerTopicTotals(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public ControlTotals read(DayScope scope, Instant since) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
      return count(consumer, scope, since);
    } catch (TimeoutException e) {
      throw BatchException.unreachable(
          "Kafka at " + bootstrapServers + " does not answer: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw BatchException.failed(
          "reading " + Topics.ENTRIES + " at " + bootstrapServers + ": " + e.getMessage(), e);
    }
  }

  private ControlTotals count(
      KafkaConsumer<byte[], byte[]> consumer, DayScope scope, Instant since) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.ENTRIES, ANSWER_MAX).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_MAX);
    consumer.assign(partitions);
    seek(consumer, partitions, ends, since);
    ControlTotals totals = new ControlTotals();
    Map<ControlKey, Total> counted = new HashMap<>();
    AvroCodec<LedgerEntry> codec = AvroCodec.of(LedgerEntry.class);
    Set<String> channels = new HashSet<>(scope.channels());
    long records = 0;
    int silent = 0;
    while (behind(consumer, ends)) {
      int polled = 0;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        polled++;
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          take(decode(codec, record), scope, channels, counted);
        }
      }
      records += polled;
      silent = polled > 0 ? 0 : silent + 1;
      if (silent > SILENT_POLLS_MAX) {
        throw BatchException.incomplete(
            "INCOMPLETE: the committed end of " + Topics.ENTRIES + " does not come: broker stuck?");
      }
    }
    counted.forEach((key, total) -> totals.add(key, Source.LEDGER_TOPIC, total));
    LOG.info("{}: {} committed records read", Topics.ENTRIES, records);
    return totals;
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, ANSWER_MAX);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
    }
  }

  /** Positions pass the markers of transactions too, which no poll returns. */
  private static boolean behind(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), ANSWER_MAX) < end.getValue());
  }

  private static LedgerEntry decode(
      AvroCodec<LedgerEntry> codec, ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decode(record.value());
    } catch (CodecException e) {
      throw BatchException.failed(
          "%s-%d@%d is no ledger entry: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  private static void take(
      LedgerEntry entry, DayScope scope, Set<String> channels, Map<ControlKey, Total> counted) {
    if (!channels.contains(entry.getChannel())) {
      return;
    }
    LocalDate original = entry.getOriginalBusinessDate();
    LocalDate belongsTo = original == null ? entry.getBusinessDate() : original;
    // Each posting by the leg that takes.
    if (entry.getAmount() > 0
        && belongsTo.equals(scope.date())
        && DATED_CAUSES.contains(entry.getCause())) {
      counted.merge(key(entry, Measure.POSTED), Total.NONE.plus(entry.getAmount()), Total::plus);
    }
    if (entry.getBusinessDate().equals(scope.date())) {
      counted.merge(
          key(entry, Measure.BOOKED), Total.NONE.plus(Math.max(entry.getAmount(), 0)), Total::plus);
    }
  }

  private static ControlKey key(LedgerEntry entry, Measure measure) {
    return new ControlKey(
        entry.getChannel(), measure, entry.getKind(), entry.getCause(), entry.getCurrency());
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        10_000,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        16 << 20,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) ANSWER_MAX.toMillis());
  }
}
