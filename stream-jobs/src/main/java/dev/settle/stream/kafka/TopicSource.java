package dev.settle.stream.kafka;

import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Builds the jobs' Kafka sources. */
public final class TopicSource {
  private TopicSource() {}

  /**
   * An unbounded source of committed records. A job without state begins at the earliest record; a
   * restored one at its own offsets, never at those that the consumer group last committed.
   *
   * @param groupId consumer group; only for watching the lag, it decides nothing
   */
  public static KafkaSource<TopicRecord> of(
      String bootstrapServers, String groupId, String... topics) {
    return of(bootstrapServers, groupId, new TopicRecordDeserializer(), topics);
  }

  /** The same with records of another type. */
  public static <T> KafkaSource<T> of(
      String bootstrapServers,
      String groupId,
      KafkaRecordDeserializationSchema<T> deserializer,
      String... topics) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setGroupId(groupId)
        .setClientIdPrefix(groupId)
        .setTopics(topics)
        .setStartingOffsets(new EarliestOrFail())
        .setDeserializer(deserializer)
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000")
        .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "2097152")
        .setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "8388608")
        .setProperty("partition.discovery.interval.ms", "60000")
        .build();
  }
}
