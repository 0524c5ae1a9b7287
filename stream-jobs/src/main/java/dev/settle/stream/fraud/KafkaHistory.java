package dev.settle.stream.fraud;

import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History out of the topic of changes itself: what was read there when a rule came is exactly what
 * is left to be read again. The broker stamps records with the time of their arrival, and nothing
 * arrives before it was paid: so a payment of some time stands behind the first record of that
 * time.
 */
final class KafkaHistory implements History {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(KafkaHistory.class);
  private static final Duration POLL = Duration.ofMillis(20);

  private final String bootstrapServers;

  KafkaHistory(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public Reader read(Map<Integer, Long> from, long fromTime, Map<Integer, Long> to)
      throws IOException {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      return new TopicReader(consumer, from, fromTime, to);
    } catch (KafkaException e) {
      consumer.close();
      throw new IOException(Topics.CHANGES + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, FraudIds.JOB + "-history");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
    return properties;
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topics.CHANGES, number);
  }

  private static final class TopicReader implements Reader {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ChangeEvents changes = new ChangeEvents();
    private final Map<Integer, Long> to;
    private final Map<Integer, Long> next = new TreeMap<>();

    TopicReader(
        KafkaConsumer<byte[], byte[]> consumer,
        Map<Integer, Long> from,
        long fromTime,
        Map<Integer, Long> to) {
      this.consumer = consumer;
      this.to = to;
      List<TopicPartition> partitions = to.keySet().stream().map(KafkaHistory::partition).toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
      Map<TopicPartition, OffsetAndTimestamp> timed = timed(partitions, fromTime);
      for (TopicPartition partition : partitions) {
        long begins = begin.getOrDefault(partition, 0L);
        long wantedFrom = first(partition, begins, timed, from, fromTime);
        if (wantedFrom < begins) {
          LOG.warn(
              "{}: history that was read from {} now begins at {}", partition, wantedFrom, begins);
        }
        moveTo(partition.partition(), Math.max(begins, wantedFrom));
      }
    }

    private Map<TopicPartition, OffsetAndTimestamp> timed(
        List<TopicPartition> partitions, long fromTime) {
      return fromTime <= 0
          ? Map.of()
          : consumer.offsetsForTimes(
              partitions.stream().collect(Collectors.toMap(p -> p, p -> fromTime)));
    }

    private long first(
        TopicPartition partition,
        long begins,
        Map<TopicPartition, OffsetAndTimestamp> timed,
        Map<Integer, Long> from,
        long fromTime) {
      Long known = from.get(partition.partition());
      if (known != null) {
        return known;
      }
      if (fromTime <= 0) {
        return begins;
      }
      OffsetAndTimestamp found = timed.get(partition);
      return found == null ? Long.MAX_VALUE : found.offset();
    }

    /** A partition that is read to its end is let go. */
    private void moveTo(int partition, long offset) {
      if (offset > to.getOrDefault(partition, -1L)) {
        next.remove(partition);
      } else {
        next.put(partition, offset);
        consumer.seek(partition(partition), offset);
      }
    }

    @Override
    public List<CapturedEvent> poll(Collection<Integer> partitions) throws IOException {
      if (next.isEmpty()) {
        return List.of();
      }
      consumer.assign(next.keySet().stream().map(KafkaHistory::partition).toList());
      consumer.pause(consumer.assignment());
      consumer.resume(partitions.stream().map(KafkaHistory::partition).toList());
      List<CapturedEvent> events = new ArrayList<>();
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() <= to.getOrDefault(record.partition(), -1L)) {
            take(record, events);
          }
        }
        for (int partition : List.copyOf(next.keySet())) {
          long position = consumer.position(partition(partition));
          if (position > to.getOrDefault(partition, -1L)) {
            next.remove(partition);
          } else {
            next.put(partition, position);
          }
        }
      } catch (KafkaException e) {
        throw new IOException(Topics.CHANGES + " cannot be read: " + e.getMessage(), e);
      }
      return events;
    }

    /** What cannot be read was counted when it was first read. */
    private void take(ConsumerRecord<byte[], byte[]> record, List<CapturedEvent> events) {
      try {
        events.addAll(changes.read(record));
      } catch (CodecException | UnreadableChangeException e) {
        LOG.debug("{}/{} is no payment", record.partition(), record.offset(), e);
      }
    }

    @Override
    public Map<Integer, Long> next() {
      return next;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
