package dev.settle.stream.kafka;

import dev.settle.schemas.codec.AvroCodec;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/**
 * Turns an in-flight object into a keyed Avro record at the job's edge; Avro goes no further into
 * the job. For streams of few records: it makes a generated record of each.
 *
 * @param <T> in-flight type
 * @param <A> generated Avro record
 */
public abstract class AvroRecordSerializer<T, A extends SpecificRecordBase>
    extends TopicSerializer<T> {
  private static final long serialVersionUID = 1;

  private final Class<A> type;
  private transient @Nullable AvroCodec<A> codec;

  /** A serialiser for one topic. */
  protected AvroRecordSerializer(String topic, Class<A> type) {
    super(topic);
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
  protected final byte[] keyOf(T element) {
    return key(element).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected final byte[] valueOf(T element) {
    AvroCodec<A> opened = codec;
    if (opened == null) {
      throw new IllegalStateException("serialiser of " + topic() + " is used before it is opened");
    }
    return opened.encode(toRecord(element));
  }
}
