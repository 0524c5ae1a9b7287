package dev.settle.stream.kafka;

import dev.settle.schemas.codec.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns an in-flight object into a keyed Avro record at the job's edge; Avro goes no further into
 * the job. It names its topic as a dataset, by which the pooling of transaction names finds the
 * open transactions of an earlier attempt.
 *
 * @param <T> in-flight type
 * @param <A> generated Avro record
 */
public abstract class AvroRecordSerializer<T, A extends SpecificRecordBase>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1;

  private final String topic;
  private final Class<A> type;
  private transient @Nullable AvroCodec<A> codec;

  /** A serialiser for one topic. */
  protected AvroRecordSerializer(String topic, Class<A> type) {
    this.topic = topic;
    this.type = type;
  }

  /** The record's key. */
  protected abstract String key(T element);

  /** The record's value. */
  protected abstract A toRecord(T element);

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    codec = AvroCodec.of(type);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    AvroCodec<A> opened = codec;
    if (opened == null) {
      throw new IllegalStateException("serialiser of " + topic + " is used before it is opened");
    }
    return new ProducerRecord<>(
        topic, key(element).getBytes(StandardCharsets.UTF_8), opened.encode(toRecord(element)));
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
  }
}
