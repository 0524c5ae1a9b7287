package dev.settle.stream.kafka;

import dev.settle.schemas.kafka.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns an in-flight object into a record of one topic. It names its topic as a dataset, by which
 * the pooling of transaction names finds the open transactions of an earlier attempt.
 *
 * @param <T> in-flight type
 */
public abstract class TopicSerializer<T>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1;

  private final String topic;

  /** A serialiser for one topic. */
  protected TopicSerializer(String topic) {
    this.topic = topic;
  }

  /** The record's key; the array is the record's own. */
  protected abstract byte[] keyOf(T element);

  /** The record's value; the array is the record's own. */
  protected abstract byte[] valueOf(T element);

  /** The W3C trace context of the payment that the record is about; null when there is none. */
  protected byte @Nullable [] traceParentOf(T element) {
    return null;
  }

  /** The topic. */
  protected final String topic() {
    return topic;
  }

  @Override
  public final ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, keyOf(element), valueOf(element));
    byte[] traceParent = traceParentOf(element);
    if (traceParent != null) {
      record.headers().add(Topics.TRACE_HEADER, traceParent);
    }
    return record;
  }

  @Override
  public final Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
  }
}
